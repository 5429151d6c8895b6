import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** The harmless text that every scanner takes for a virus, in two halves lest one takes this file for it. @see eicar.org */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** The stream that came by INSTREAM, once it has ended; undefined while it has not. */
function streamIn(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = []
  for (let at = 'zINSTREAM\0'.length; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    parts.push(bytes.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

/** A scanner that speaks clamd's protocol on a port of this machine and knows one virus; `says` is what it answers instead. */
export async function virusScanner() {
  const heard: Buffer[] = []
  const open = new Set<Socket>()
  const told: { says: string | undefined } = { says: undefined }
  const server = createServer((socket) => {
    open.add(socket)
    let bytes = Buffer.alloc(0)
    socket.on('error', () => open.delete(socket))
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      const stream = bytes.subarray(0, 10).equals(Buffer.from('zINSTREAM\0')) ? streamIn(bytes) : undefined
      if (stream === undefined) return
      heard.push(stream)
      const verdict = stream.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'
      socket.end(`${told.says ?? verdict}\0`)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    told,
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
