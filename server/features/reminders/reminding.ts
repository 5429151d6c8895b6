import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { QuietHours } from '#core/domain/reminders.ts'
import type { Kit } from '../../http/kit.ts'
import { mailer } from '../../http/mail.ts'
import { type LetterMail, mailOnce } from './letters.ts'
import { remindOnce } from './sweep.ts'

const HOUR_MS = 3_600_000
/** Between two looks at what is to be mailed or tried again. */
const PAUSE_MS = 300_000

/** Mail for reminders, where the settings say how. */
export function letterMail(
  { SMTP_URL, MAIL_FROM, PUBLIC_URL }: Kit['settings'],
  quiet: QuietHours,
): LetterMail | undefined {
  if (SMTP_URL === undefined || MAIL_FROM === undefined || PUBLIC_URL === undefined) return undefined
  return { mailer: mailer(SMTP_URL, MAIL_FROM), at: PUBLIC_URL, quiet }
}

/** Looks for what is due at the start and at every full hour, for days of China end at one, and mails it in between. */
export function keepReminding(pool: pg.Pool, mail: LetterMail | undefined, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const later = (error: unknown) => {
    log.warn({ err: error }, 'reminders could not be made or mailed; the next time tries again')
    return 0
  }
  async function run() {
    let swept: number | undefined
    while (!signal.aborted) {
      const hour = Math.floor(Date.now() / HOUR_MS)
      if (hour !== swept) {
        const made = await remindOnce(pool).then((n) => ((swept = hour), n), later)
        if (made > 0) log.info({ made }, 'what runs out or is due was reminded of')
      }
      const sent = mail ? await mailOnce(pool, mail, log, signal).catch(later) : 0
      if (sent > 0) log.info({ sent }, 'reminders were mailed')
      const pause = Math.min(PAUSE_MS, HOUR_MS - (Date.now() % HOUR_MS))
      await setTimeout(pause, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
