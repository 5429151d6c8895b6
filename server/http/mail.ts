import { createTransport } from 'nodemailer'
import { isLoopbackHost } from '../settingForms.ts'

/** A letter of plain text to one person. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}
/** The way out for mail. */
export interface Mailer {
  /** @throws where it was not taken by the mail server, or not known to be in time */
  send(letter: Letter): Promise<void>
}

/** Longest that each step of sending may keep whoever asked waiting, and all of it, ms. */
const STEP_MS = 5_000
const WHOLE_MS = 15_000

/** By `afterMs` at the latest it fails; what goes on meanwhile is left alone. */
async function inTime<T>(work: Promise<T>, afterMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('the mail server is too slow'), { code: 'ETIMEDOUT' })),
      afterMs,
    )
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/**
 * Mail by an SMTP server. smtps:// speaks TLS from the start; smtp:// goes over to it where the server offers that, and where a
 * password would travel to another machine nothing is sent without it.
 */
export function mailer(address: string, from: string, { stepMs = STEP_MS, wholeMs = WHOLE_MS } = {}): Mailer {
  const { protocol, hostname, port, username, password } = new URL(address)
  const secure = protocol === 'smtps:'
  const auth = username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && auth !== undefined && !isLoopbackHost(hostname),
    ...(auth && { auth }),
    dnsTimeout: stepMs,
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text }) {
      // base64: quoted-printable would break a long link, which some readers do not mend
      const sent = await inTime(
        transport.sendMail({
          from: { name: '安监一张图', address: from },
          to: { name: '', address: to },
          subject,
          text,
          textEncoding: 'base64',
        }),
        wholeMs,
      )
      if (sent.accepted.length === 0) throw new Error('the mail server took no recipient')
    },
  }
}
