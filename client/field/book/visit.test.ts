import { describe, expect, test } from 'vitest'
import type { EnterpriseRow } from '#core/contract/enterprises.ts'
import type { Checklist } from '#core/contract/inspections.ts'
import type { InspectionBody, SignatureBody } from './bodies.ts'
import { photosOfItems, signatureRecords, type Visit, visitRecords, wantsPhoto } from './visit.ts'

const item = (id: number, evidence: string | null) => ({ id, n: id, question: `问${id}`, clause: '', evidence, severity: 'general', kind: 'fire' }) as const // prettier-ignore
const list: Checklist = { id: 9, name: '消防', version: 1, industry: null, source: '', state: 'in-force', madeAt: '2026-06-01T00:00:00.000Z', madeBy: '样板', items: [item(1, '照片'), item(2, null), item(3, '照片')] } // prettier-ignore
const visit: Visit = {
  request: 'aaaaaaaa-0000-4000-8000-000000000000',
  deviceAt: '2026-06-15T02:00:00.000Z',
  checklist: 9,
  checkIn: undefined,
  noCheckIn: '',
  answers: {
    1: { answer: 'wrong', note: ' 堵塞 ', hazard: true },
    2: { answer: 'wrong', note: '', hazard: false },
    3: { answer: 'ok', note: '', hazard: false },
  },
  note: '',
  points: ['装卸台', '罐区'],
}
const words = { visit: '检查', reported: '已登记', hazard: (what: string) => what, shifted: () => '', points: (names: readonly string[]) => names.join('+') } // prettier-ignore
const records = visitRecords(visit, {
  enterprise: { id: 4, name: '样板' } as EnterpriseRow,
  list,
  kind: 'patrol',
  words,
  offset: 0,
})

describe('a visit as records', () => {
  test('names the risk points that were looked at, and makes a finding of what was wrong and wanted as a hazard', () => {
    const [first, ...found] = records
    expect((first!.body as InspectionBody).note).toBe('装卸台+罐区')
    expect(found.map(({ kind, after, body }) => [kind, after, (body as { description: string }).description])).toEqual([['report', [visit.request], '问1：堵塞']]) // prettier-ignore
  })

  test('is signed after its findings, with as many of them as were shown', () => {
    const signed = { id: 's', written: { kind: 'signature', side: 'inspector', named: '甲', image: 'AA==' } } as const
    const [record] = signatureRecords(visit, list, [signed], () => ({ title: '', about: '' }))
    expect(record!.after).toEqual([visit.request, records[1]!.id])
    expect(record!.body as SignatureBody).toEqual({ inspection: visit.request, findings: 1, written: signed.written })
  })

  test('has photographs of its items, and of the hazard where an item became one', () => {
    const of = photosOfItems(visit, list, {}).map((one) => one.of)
    expect(of).toEqual([
      { inspection: { request: visit.request, item: 1 }, hazard: { record: records[1]!.id } },
      { inspection: { request: visit.request, item: 2 } },
      { inspection: { request: visit.request, item: 3 } },
    ])
  })
})

test('an item that names its evidence asks for it once it was answered, unless it does not apply', () => {
  const given = (answer: 'ok' | 'wrong' | 'not-applicable') => ({ answer, note: '', hazard: false })
  expect(list.items.map((one) => wantsPhoto(one, given('ok')))).toEqual([true, false, true])
  expect([undefined, given('wrong'), given('not-applicable')].map((one) => wantsPhoto(list.items[0]!, one))).toEqual([false, true, false]) // prettier-ignore
})
