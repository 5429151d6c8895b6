import { describe, expect, test } from 'vitest'
import type { HazardFile } from '#core/contract/hazards.ts'
import { type HandAct, HAND_ACTS } from '#core/domain/hazardActs.ts'
import { type Deed, type LoopHazard, step } from '#core/domain/hazardLoop.ts'
import type { PostKind } from '#core/domain/posts.ts'
import { fixedDue } from './dueBound.ts'
import { bodyOf, draftOf, fieldsOf } from './deedDraft.ts'

const NOW = Date.parse('2026-11-10T04:00:00.000Z')
const borne = { request: '0b0e6d0a-3f6a-4a50-9d64-000000000001', seen: 3, documents: [7] }
const hazard = {
  id: 5, enterprise: 1, enterpriseName: '样板1', source: 'patrol', major: false, kind: null, state: 'verified', turn: 'supervisor', events: 3,
  description: '灭火器过期', foundAt: '2026-11-01T00:00:00.000Z', dueAt: '2026-11-16T10:00:00.000Z', closedAt: null, overdue: false,
  overdueDays: null, dispatchedAt: null, submittedAt: null, stopped: false, dueBound: null, inspection: null, checklistItem: null, supervising: null, revisitOn: null, reboundOf: null, reboundAs: null,
  rejections: 0, askedUntil: null, repeats: [], clocks: { foundToDispatched: null, dispatchedToSubmitted: null, submittedToClosed: null },
  receivedAt: null, foundPlace: null, photos: [], log: [], may: [],
} satisfies HazardFile // prettier-ignore
const names = (...asked: Parameters<typeof fieldsOf>) => fieldsOf(...asked).map(({ name }) => name)

describe('what is asked', () => {
  test('a clause once it is graded major, and only then', () => {
    expect(names('verify', hazard, { grade: 'general' })).toEqual(['grade', 'kind', 'note'])
    expect(names('verify', hazard, { grade: 'major' })).toEqual(['grade', 'kind', 'clause', 'note'])
  })
  test('funds and the emergency plan of a major one, when it is dispatched', () => {
    expect(names('dispatch', hazard, {})).not.toContain('funds')
    expect(names('dispatch', { ...hazard, major: true }, {})).toEqual(['responsibleUnit', 'responsiblePerson', 'measures', 'due', 'funds', 'emergencyPlan', 'stopped']) // prettier-ignore
  })
  test('the day of the look-back, which a major one must have', () => {
    expect(fieldsOf('pass', hazard, {})[0]).toMatchObject({ name: 'revisitOn', optional: true })
    expect(fieldsOf('pass', { ...hazard, major: true }, {})[0]).toEqual({ name: 'revisitOn', as: 'day' })
    expect(fieldsOf('pass', { ...hazard, source: 'expert' }, {})[0]).toEqual({ name: 'revisitOn', as: 'day' })
  })
})

test.each(HAND_ACTS)('%s, filled in, is as the contract takes it', (act) => {
  const filled = { grade: 'major', kind: 'fire', clause: 'AQ 3067-2026 5.3', note: '已看', responsibleUnit: '样板1', responsiblePerson: '安全员', measures: '更换', due: '2026-12-01', funds: '12,000.5', emergencyPlan: '停电处置', stopped: '1', revisitOn: '2026-12-20' } // prettier-ignore
  const { body, faults } = bodyOf(act, filled, { ...hazard, major: true }, borne)
  expect([...faults]).toEqual([])
  expect(body).toMatchObject({ act, ...borne })
  if (act === 'dispatch') expect(body).toMatchObject({ dueAt: '2026-12-01T15:59:00.000Z', funds: 12_000.5, stopped: true }) // prettier-ignore
})

test('what is empty is named, and nothing is sent', () => {
  const { body, faults } = bodyOf('dispatch', draftOf('dispatch', hazard, NOW), hazard, borne)
  expect(body).toBeUndefined()
  expect([...faults]).toEqual([
    ['responsiblePerson', 'needed'],
    ['measures', 'needed'],
  ])
})

test('money that is no number is named', () => {
  const draft = { responsibleUnit: 'a', responsiblePerson: 'b', measures: 'c', due: '2026-12-01', funds: '一万', emergencyPlan: 'd' } // prettier-ignore
  expect([...bodyOf('dispatch', draft, { ...hazard, major: true }, borne).faults]).toEqual([['funds', 'wrong']])
})

test('what the forms say takes a major hazard round the loop, as the core judges it', () => {
  const typed = { grade: 'major', kind: 'fire', clause: 'AQ 3067-2026 5.3', note: '已看', responsiblePerson: '安全员', measures: '更换', funds: '100', emergencyPlan: '停电处置', revisitOn: '2026-12-20' } // prettier-ignore
  const major: HazardFile = { ...hazard, major: true, state: 'reported' }
  let loop: LoopHazard = { ...major, at: NOW, dueAt: Date.parse(major.dueAt), dispatchedAt: null, submittedAt: null, closedAt: null, finder: '#1', submitter: null, askedUntil: null, supervising: null, rebounded: false, attended: false } // prettier-ignore
  const walk: readonly (readonly [HandAct, PostKind, { due: string }?])[] = [
    ['verify', 'department-officer'],
    ['dispatch', 'department-officer'],
    ['supervise', 'department-officer'],
    ['accept', 'safety-manager'],
    ['ask-extension', 'safety-manager', { due: '2026-11-30' }],
    ['grant-extension', 'department-officer', { due: '2026-11-30' }],
    ['submit', 'safety-manager'],
    ['pass', 'department-officer'],
  ]
  for (const [act, post, more] of walk) {
    const asked = loop.askedUntil === null ? null : new Date(loop.askedUntil).toISOString()
    const now = { ...major, dueAt: new Date(loop.dueAt).toISOString(), askedUntil: asked }
    const { body, faults } = bodyOf(act, { ...draftOf(act, now, NOW), ...typed, ...more }, now, borne)
    expect([act, ...faults]).toEqual([act])
    const deed = {
      ...body,
      evidence: borne.documents.length > 0,
      ...(body && 'dueAt' in body && { dueAt: Date.parse(body.dueAt) }),
    } as Deed
    loop = step(loop, deed, NOW, { post, key: post, department: post === 'department-officer' ? 1 : undefined })
  }
  expect(loop).toMatchObject({
    state: 'closed',
    dueAt: Date.parse('2026-11-30T15:59:00.000Z'),
    revisitOn: '2026-12-20',
  })
})

test('a submission without evidence is not sent, nor what was fixed on the spot with no photograph at all', () => {
  const none = { ...borne, documents: [] }
  const faults = (act: HandAct, of: typeof hazard | HazardFile, with_: typeof none & { photos?: number } = none) => [
    ...bodyOf(act, { note: '好了' }, of, with_).faults,
  ]
  const shown = { ...hazard, photos: [{}] as unknown as HazardFile['photos'] }
  expect(faults('submit', hazard)).toEqual([['documents', 'needed']])
  expect(faults('submit', shown)).toEqual([['documents', 'needed']])
  expect(faults('submit', hazard, { ...none, photos: 1 })).toEqual([])
  expect(faults('fix-on-spot', hazard)).toEqual([['documents', 'needed']])
  expect(faults('fix-on-spot', shown)).toEqual([])
})

describe('days', () => {
  test('the due day that stands is offered, and kept to its hour; what is overdue has no other', () => {
    const typed = { responsibleUnit: 'a', responsiblePerson: 'b', measures: 'c' }
    const late = { ...hazard, dueBound: 'stands' as const }
    const due = (day: string) => bodyOf('dispatch', { ...typed, due: day }, hazard, borne).body
    expect(due('2026-11-16')).toMatchObject({ dueAt: hazard.dueAt })
    expect(due('2026-11-17')).toMatchObject({ dueAt: '2026-11-17T15:59:00.000Z' })
    expect(fieldsOf('dispatch', late, {}).find(({ name }) => name === 'due')).toEqual({ name: 'due', as: 'day', fixed: true })
    expect(fixedDue(late, '2026-11-16')).toBe('stands')
    expect([fixedDue(hazard, '2026-11-16'), fixedDue(hazard, '2026-11-17')]).toEqual(['same', undefined])
  }) // prettier-ignore
  test('the present due day is offered first', () => {
    expect(draftOf('dispatch', hazard, NOW).due).toBe('2026-11-16')
    expect(draftOf('dispatch', hazard, Date.parse('2026-12-01T00:00:00.000Z')).due).toBe('2026-11-16')
  })
  test('an extension is granted until no later than it was asked for', () => {
    const asked = { ...hazard, askedUntil: '2026-12-01T10:00:00.000Z' }
    const draft = draftOf('grant-extension', asked, NOW)
    expect(bodyOf('grant-extension', draft, asked, borne).body).toMatchObject({ dueAt: asked.askedUntil })
    expect(bodyOf('grant-extension', { due: '2026-11-30' }, asked, borne).body).toMatchObject({ dueAt: '2026-11-30T15:59:00.000Z' }) // prettier-ignore
  })
})
