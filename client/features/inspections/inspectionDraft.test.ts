import { expect, test } from 'vitest'
import type { Inspection } from '#core/contract/inspections.ts'
import { differences, draftOf, writtenOf } from './inspectionDraft.ts'

const item = (id: number) => ({ id, n: id, question: '问', clause: '条', evidence: null, severity: 'general' as const, kind: 'fire' as const }) // prettier-ignore
const inspection: Inspection = {
  id: 1, request: 'b6f0c1e0-0000-4000-8000-000000000001', enterprise: 2, enterpriseName: '甲', kind: 'patrol', inspector: '乙',
  inspectedAt: '2026-03-02T00:00:00Z', findings: 0, state: 'open', version: 3, distanceM: 1, checkedIn: true, noCheckIn: null, authority: null, deviceAt: '2026-03-02T00:00:00Z',
  receivedAt: '2026-03-02T00:01:00Z', note: null, own: true, hazards: [], voided: 0, photos: [], records: [],
  checkIn: { lng: 121, lat: 37, accuracyM: 9, at: '2026-03-02T00:00:00Z', receivedAt: '2026-03-02T00:01:00Z' },
  checklist: { id: 7, name: '表', version: 1, industry: null, source: '源', state: 'in-force',
    madeAt: '2024-06-01T00:00:00.000Z',
    madeBy: '管数据的', items: [item(1), item(2)] },
  answers: [{ item: 2, answer: 'wrong', note: '堵' }],
} // prettier-ignore

test('what is not typed goes back as it stands: check-in, clock, checklist and version', () => {
  expect(writtenOf(inspection, draftOf(inspection), true)).toEqual({
    enterprise: 2, kind: 'patrol', deviceAt: inspection.deviceAt, finished: true, seen: 3, checklist: 7,
    checkIn: { lng: 121, lat: 37, accuracyM: 9, at: '2026-03-02T00:00:00Z' }, answers: [{ item: 2, answer: 'wrong', note: '堵' }],
  }) // prettier-ignore
})

test('an item whose answer is taken back is not sent, and blanks are no note', () => {
  const draft = draftOf(inspection)
  draft.answers[2] = { answer: '', note: '堵' }
  draft.answers[1] = { answer: 'ok', note: '  ' }
  draft.note = ' '
  expect(writtenOf(inspection, draft, false)).toMatchObject({ answers: [{ item: 1, answer: 'ok' }] })
  expect(writtenOf(inspection, draft, false)).not.toHaveProperty('note')
})

test('two drafts differ by the note and by each item, not by blanks at their ends', () => {
  const [mine, present] = [draftOf(inspection), draftOf(inspection)]
  mine.note = '  '
  expect(differences(mine, present)).toEqual([])
  mine.answers[1] = { answer: 'ok', note: '' }
  present.note = '别处'
  expect(differences(mine, present)).toEqual(['note', 1])
})
