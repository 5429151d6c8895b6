import type { Letter } from '../../http/mail.ts'
import type { Purpose } from '../../http/signIn/links.ts'

const WORDS = {
  invitation: {
    subject: '安监一张图：请设置口令 · Anjian: set your password',
    zh: '您受邀使用安监一张图。请打开下面的一次性链接设置口令，然后登录：',
    en: 'You are invited to Anjian. Open this one-time link to set a password, then sign in with it:',
  },
  reset: {
    subject: '安监一张图：请重设口令 · Anjian: set a new password',
    zh: '安全管理员为您重置了口令。请打开下面的一次性链接设置新口令：',
    en: 'The security administrator reset your password. Open this one-time link to set a new one:',
  },
} as const

/** The last moment as people of the district read it. */
const moment = (at: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(at),
  )

/** The letter that brings a one-time link: Chinese, then English; it holds no secret but the link. */
export function linkLetter(
  to: string,
  link: string,
  { purpose, expiresAt }: { purpose: Purpose; expiresAt: string },
): Letter {
  const { subject, zh, en } = WORDS[purpose]
  const at = moment(expiresAt)
  const text = [
    '您好：',
    '',
    zh,
    '',
    link,
    '',
    `链接在 ${at}（北京时间）前有效，只能用一次。请勿转发。如果您不认识本系统，请忽略此邮件。`,
    '',
    '────',
    '',
    en,
    '',
    link,
    '',
    `It is good until ${at} (China time), and once. Do not pass it on. If you do not know this system, ignore this mail.`,
    '',
  ]
  return { to, subject, text: text.join('\n') }
}
