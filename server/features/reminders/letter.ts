import type { Reminder } from '#core/contract/reminders.ts'
import type { RemindedKind } from '#core/domain/reminders.ts'
import type { Letter } from '../../http/mail.ts'

/** Rows that a letter shows; whoever has more looks at the page. */
const MOST_SHOWN = 50
const DAY_MS = 86_400_000

const WORDS: Readonly<Record<RemindedKind, readonly [zh: string, en: string]>> = {
  licence: ['证照到期', 'licence runs out'],
  certificate: ['人员证书到期', 'certificate runs out'],
  equipment: ['特种设备应检', 'special equipment to be inspected'],
  insurance: ['安责险到期', 'liability insurance runs out'],
  drill: ['应急演练到期', 'drill is due'],
  standardization: ['标准化到期', 'standardization runs out'],
  assessment: ['重大危险源应重新评估', 'hazard source to be assessed anew'],
  gap: ['档案未填', 'part of the file is missing'],
  'supervisor-gap': ['监管部门应填的档案未填', 'part of the file that the supervisor fills is missing'],
  visit: ['应上门检查', 'visit is due'],
  override: ['类别调整到期', 'class set by hand ends'],
}

/** How a last day lies to today, both `YYYY-MM-DD`. */
function left(lastDay: string, today: string): readonly [zh: string, en: string] {
  const days = Math.round((Date.parse(lastDay) - Date.parse(today)) / DAY_MS)
  if (days === 0) return ['今天到期', 'today']
  return days > 0 ? [`还剩 ${days} 天`, `${days} d left`] : [`已过 ${-days} 天`, `${-days} d over`]
}

/**
 * The letter that tells a person what is due: Chinese, then English. It names enterprises and what is due there, no people and no
 * numbers of papers: mail lies where others may read it.
 */
export function reminderLetter(to: string, at: string, today: string, rows: readonly Reminder[]): Letter {
  const shown = rows.slice(0, MOST_SHOWN)
  const more = rows.length - shown.length
  const lines = (language: 0 | 1) =>
    shown.map((row) => {
      const parts = [row.enterpriseName, WORDS[row.kind][language], row.lastDay, left(row.lastDay, today)[language]]
      return `${parts.join(' · ')}\n  ${at}/enterprises/${row.enterprise}#${row.section}`
    })
  const text = [
    '您好：',
    '',
    `有 ${rows.length} 项到期或应办：`,
    '',
    ...lines(0),
    ...(more > 0 ? ['', `另有 ${more} 项，请登录查看。`] : []),
    '',
    `全部提醒：${at}/reminders`,
    '续办或补填后，提醒自动消除。',
    '',
    '────',
    '',
    `${rows.length} due or running out:`,
    '',
    ...lines(1),
    ...(more > 0 ? ['', `${more} more: sign in to see them.`] : []),
    '',
    `All reminders: ${at}/reminders`,
    'A reminder goes away once what it is of is renewed or filled.',
    '',
  ]
  return {
    to,
    subject: `安监一张图：${rows.length} 项提醒 · Anjian: reminders (${rows.length})`,
    text: text.join('\n'),
  }
}
