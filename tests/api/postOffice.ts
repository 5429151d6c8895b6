import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** One letter as it arrived. */
export interface Arrived {
  readonly to: readonly string[]
  readonly from: string
  /** Subject, decoded. */
  readonly subject: string
  /** Body, decoded. */
  readonly text: string
  /** The user that the sender signed in as. */
  readonly user: string | undefined
  /** Everything as it came over the line. */
  readonly raw: string
}

/** RFC 2047 words of a header, base64 or quoted, as text. */
function unworded(header: string): string {
  return header.replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_, kind: string, text: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64').toString()
      : Buffer.from(text.replaceAll('_', ' ').replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString(),
  ) // prettier-ignore
}

function letterOf(raw: string): Pick<Arrived, 'subject' | 'text'> {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const unfolded = head.replaceAll(/\r\n[ \t]+/g, ' ')
  const subject = unworded(/^subject: (.*)$/im.exec(unfolded)?.[1] ?? '')
  const plain = body.join('\r\n\r\n')
  const isEncoded = /^content-transfer-encoding: base64$/im.test(unfolded)
  return { subject, text: isEncoded ? Buffer.from(plain, 'base64').toString() : plain }
}

/** A real mail server on this machine that keeps what it is sent. */
export async function postOffice(options: SMTPServerOptions = {}, host = '127.0.0.1') {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    logger: false,
    ...options,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1')
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        arrived.push({ ...letterOf(raw), from, to: rcptTo.map(({ address }) => address), user: session.user as string | undefined, raw })
        done()
      })
    },
  }) // prettier-ignore
  server.on('error', () => undefined)
  const { server: socket } = server
  server.listen(0, host)
  await once(socket, 'listening')
  const { port } = socket.address() as AddressInfo
  return {
    arrived,
    /** Address of it as the setting takes it; `who` as user:password. */
    url: (who?: string) => `smtp://${who ? `${who}@` : ''}${host}:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
