import { randomUUID } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import type { PersonKey } from './hazardLoopBook.ts'
import type { writersOf } from './inspectionsBook.ts'

const chunk = (type: string, data: Buffer) => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
/** A PNG of one grey, with more chunks before its pixels where they are given. */
export function png({ side = 8, grey = 90, beside = [] as readonly [string, string][] } = {}): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head[8] = 8
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(side, grey)])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...beside.map(([type, text]) => chunk(type, Buffer.from(text))),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The least that each kind of record has to say. */
export const LEAST_RECORD = {
  signature: { kind: 'signature', side: 'enterprise', named: '孙经理', image: png().toString('base64'), seen: { version: 1, findings: 0 } },
  refusal: { kind: 'refusal', named: '孙经理', note: '称须先请示', witness: '周证人', seen: { version: 1, findings: 0 } },
  advice: { kind: 'advice', note: '储罐加装高液位报警', named: '李安全', dueOn: '2024-06-20' },
  legal: { kind: 'legal', note: '依《安全生产法》第 102 条' },
  tracking: { kind: 'tracking', note: '已联系厂家' },
  revisit: { kind: 'revisit', note: '现场查看' },
  remark: { kind: 'remark', note: '当日下雨' },
} as const // prettier-ignore
export type RecordKey = keyof typeof LEAST_RECORD

/** Adds records as people do; a new id unless one is given. */
export const recordersOf =
  ({ desks }: ReturnType<typeof writersOf>) =>
  (who: PersonKey, request: string, body: object, record: string = randomUUID()) =>
    desks[who].put(`/inspections/${request}/records/${record}`).send(body)
