import type { Logger } from 'pino'
import type { Link } from '#core/contract/accounts.ts'
import type { Kit } from '../../http/kit.ts'
import { mailer, type Mailer } from '../../http/mail.ts'
import { linkLetter } from './linkLetter.ts'

/** What mailing a link needs; `at` is the address under which people reach this server. */
export interface LinkMail {
  readonly mailer: Mailer
  readonly at: string
  readonly log: Logger
}

/** Mail for links, where the settings say how. */
export function linkMail({ settings: { SMTP_URL, MAIL_FROM, PUBLIC_URL }, log }: Kit): LinkMail | undefined {
  if (SMTP_URL === undefined || MAIL_FROM === undefined || PUBLIC_URL === undefined) return undefined
  return { mailer: mailer(SMTP_URL, MAIL_FROM), at: PUBLIC_URL, log }
}

/** Mails a link that is on its way; where that fails whoever asked for it gets it after all, and is told so. */
export async function sendLink(made: Link, mail: LinkMail | undefined): Promise<Link> {
  const { link, sentTo, purpose, expiresAt } = made
  if (!mail || link === null || sentTo === null) return made
  try {
    await mail.mailer.send(linkLetter(sentTo, `${mail.at}${link}`, { purpose, expiresAt }))
    return { ...made, link: null }
  } catch (error) {
    // the words of the error may repeat what was sent
    const { code, command, responseCode } = error as { code?: unknown; command?: unknown; responseCode?: unknown }
    mail.log.warn({ code, command, responseCode }, 'a one-time link could not be mailed')
    return { ...made, sentTo: null, unsent: 'failed' }
  }
}
