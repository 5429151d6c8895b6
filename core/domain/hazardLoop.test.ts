import { describe, expect, test } from 'vitest'
import { HAND_ACTS, HAZARD_TRANSITIONS, OWN_STATES, transitionOf, TURNS } from './hazardActs.ts'
import { barOf, type Deed, type Hand, type LoopHazard, refusalOf, step } from './hazardLoop.ts'
import { HAZARD_STATES, type HazardState } from './hazardStates.ts'

const DAY = 86_400_000
const NOW = Date.parse('2026-03-02T02:00:00Z')
const officer: Hand = { post: 'department-officer', key: '钱', department: 1 }
const colleague: Hand = { ...officer, key: '李' }
const chief: Hand = { post: 'grid-chief', key: '格' }
const manager: Hand = { post: 'safety-manager', key: '安' }
const found: LoopHazard = {
  events: 1, at: NOW, state: 'reported', source: 'patrol', major: false, kind: null, dueAt: NOW + 10 * DAY, dispatchedAt: null, submittedAt: null,
  closedAt: null, finder: '钱', submitter: null, askedUntil: null, supervising: null, stopped: false, revisitOn: null, rebounded: false, attended: false,
} // prettier-ignore
const dispatch: Deed = { act: 'dispatch', responsibleUnit: '甲', responsiblePerson: '乙', measures: '丙', dueAt: NOW + 20 * DAY } // prettier-ignore

describe('the table', () => {
  test('leads from discovery to every state, and out of each but the void', () => {
    const reached = new Set<HazardState>(['reported'])
    for (let grown = 0; grown !== reached.size;) {
      grown = reached.size
      for (const [, from, to] of HAZARD_TRANSITIONS) if (reached.has(from)) reached.add(to)
    }
    expect([...reached].sort()).toEqual([...HAZARD_STATES].sort())
    const left = HAZARD_STATES.filter((state) => !HAZARD_TRANSITIONS.some(([, from]) => from === state))
    expect(left).toEqual(['voided'])
  })

  test('says of every open state whose turn it is, and an act there for that side', () => {
    const turns = HAZARD_STATES.filter((state) => TURNS[state] === null)
    expect(turns).toEqual(['closed', 'voided'])
    expect(HAND_ACTS.every((act) => HAZARD_TRANSITIONS.some(([one]) => one === act))).toBe(true)
    expect(transitionOf('submit', 'rejected')).toBe('pending-review')
    expect(transitionOf('pass', 'rectifying')).toBeUndefined()
  })

  test('leaves to an enterprise what it found itself where a supervisor has the turn, but for the extension it asked for', () => {
    expect([...OWN_STATES].sort()).toEqual(['pending-review', 'reported', 'verified'])
  })
})

test('a general hazard goes round, and whoever submitted it cannot pass it', () => {
  const steps: readonly [Deed, Hand][] = [
    [{ act: 'verify', major: false, kind: 'fire' }, officer],
    [dispatch, officer],
    [{ act: 'accept' }, manager],
    [{ act: 'submit', note: '已更换', evidence: true }, manager],
  ]
  const submitted = steps.reduce((hazard, [deed, hand], at) => step(hazard, deed, NOW + at * DAY, hand), found)
  expect(submitted).toMatchObject({ state: 'pending-review', events: 5, submitter: '安', dueAt: NOW + 20 * DAY })
  expect(barOf({ ...submitted, source: 'self' }, 'pass', NOW, manager)).toBe('own-submission')
  const closed = step(submitted, { act: 'pass' }, NOW + 5 * DAY, officer)
  expect(closed).toMatchObject({ state: 'closed', closedAt: NOW + 5 * DAY, dispatchedAt: NOW + DAY, submittedAt: NOW + 3 * DAY }) // prettier-ignore
  expect(() => step(closed, { act: 'pass' }, NOW + 6 * DAY, officer)).toThrow('illegal')
})

test.each<[string, Partial<LoopHazard>, [Deed, Hand], string | undefined]>([
  ['a major one needs its clause', {}, [{ act: 'verify', major: true, kind: 'fire' }, officer], 'clause'],
  ['a time at this very moment is no time', { state: 'verified' }, [{ ...dispatch, dueAt: NOW }, officer], 'due'],
  ['a year and no longer', { state: 'verified' }, [{ ...dispatch, dueAt: NOW + 366 * DAY }, officer], undefined],
  ['a year and a millisecond', { state: 'verified' }, [{ ...dispatch, dueAt: NOW + 366 * DAY + 1 }, officer], 'due'],
  ['five things of a major one', { state: 'verified', major: true }, [dispatch, officer], 'five-fixed'],
  ['no extension once it is overdue', { state: 'rectifying', dueAt: NOW - 1 }, [{ act: 'ask-extension', dueAt: NOW + DAY, note: '-' }, manager], 'overdue'],
  ['one at the due moment', { state: 'rectifying', dueAt: NOW }, [{ act: 'ask-extension', dueAt: NOW + DAY, note: '-' }, manager], undefined],
  ['no more than was asked for', { state: 'extension-requested', askedUntil: NOW + 15 * DAY }, [{ act: 'grant-extension', dueAt: NOW + 15 * DAY + 1 }, officer], 'due'],
  ['the finder of a major one', { state: 'pending-review', major: true, supervising: 1 }, [{ act: 'pass', revisitOn: '2026-04-01' }, officer], 'own-finding'],
  ['another of the same department', { state: 'pending-review', major: true, supervising: 1 }, [{ act: 'pass', revisitOn: '2026-04-01' }, colleague], undefined],
  ['nobody supervises it', { state: 'pending-review', major: true }, [{ act: 'pass', revisitOn: '2026-04-01' }, colleague], 'unsupervised'],
  ['another body does', { state: 'pending-review', major: true, supervising: 0 }, [{ act: 'pass', revisitOn: '2026-04-01' }, colleague], 'not-supervising'],
  ['a look-back of today', { state: 'pending-review' }, [{ act: 'pass', revisitOn: '2026-03-02' }, colleague], 'due'],
  ['work that goes on', { state: 'closed' }, [{ act: 'resume', note: '-' }, officer], 'not-stopped'],
  ['a return that was noted', { state: 'closed', rebounded: true }, [{ act: 'rebound', dueAt: NOW + DAY, note: '-' }, officer], 'rebounded'],
  ['an enterprise judges what others found', { state: 'reported' }, [{ act: 'verify', major: false, kind: 'fire' }, manager], 'not-allowed'],
  ['an enterprise judges what it found', { state: 'reported', source: 'self' }, [{ act: 'verify', major: false, kind: 'fire' }, manager], undefined],
  ['what is overdue keeps its due time', { state: 'verified', dueAt: NOW - 1 }, [{ ...dispatch, dueAt: NOW + DAY }, officer], 'due-stands'],
  ['an earlier one neither', { state: 'verified', dueAt: NOW - DAY }, [{ ...dispatch, dueAt: NOW - 2 * DAY }, officer], 'due-stands'],
  ['the one that stands, which has passed', { state: 'verified', dueAt: NOW - DAY }, [{ ...dispatch, dueAt: NOW - DAY }, officer], undefined],
  ['to the millisecond that is sent', { state: 'verified', dueAt: NOW - DAY + 0.7 }, [{ ...dispatch, dueAt: NOW - DAY }, officer], undefined],
  ['at its very end it is not overdue', { state: 'verified', dueAt: NOW }, [dispatch, officer], undefined],
  ['an enterprise gives itself no longer', { state: 'verified', source: 'self' }, [{ ...dispatch, dueAt: NOW + 10 * DAY + 1 }, manager], 'due-later'],
  ['but as long', { state: 'verified', source: 'self' }, [{ ...dispatch, dueAt: NOW + 10 * DAY }, manager], undefined],
  ['and an official longer', { state: 'verified', source: 'self' }, [dispatch, officer], undefined],
  ['an enterprise voids nothing that is overdue', { source: 'self', dueAt: NOW - 1 }, [{ act: 'void', note: '-' }, manager], 'void-overdue'],
  ['it does at the due moment', { source: 'self', dueAt: NOW }, [{ act: 'void', note: '-' }, manager], undefined],
  ['who supervises voids it overdue', { source: 'self', dueAt: NOW - 1 }, [{ act: 'void', note: '-' }, officer], undefined],
  ['a submission of words alone', { state: 'rectifying' }, [{ act: 'submit', note: '-', evidence: false }, manager], 'evidence'],
  ['something fixed in words alone', { state: 'verified' }, [{ act: 'fix-on-spot', note: '-', evidence: false }, officer], 'evidence'],
  ['a chief in the place of an account', { state: 'rectifying', attended: true }, [{ act: 'submit', note: '-', evidence: true }, chief], 'attended'],
  ['a worker of the grid likewise', { state: 'dispatched', attended: true }, [{ act: 'accept' }, { ...chief, post: 'grid-worker' }], 'attended'],
  ['the account itself', { state: 'dispatched', attended: true }, [{ act: 'accept' }, manager], undefined],
  ['a chief where there is none', { state: 'dispatched' }, [{ act: 'accept' }, chief], undefined],
  ['an expert’s is closed with a day to look back', { state: 'pending-review', source: 'expert' }, [{ act: 'pass' }, colleague], 'no-revisit'],
])('%s', (_, change, [deed, hand], refusal) => {
  expect(refusalOf({ ...found, ...change }, deed, NOW, hand)).toBe(refusal)
}) // prettier-ignore
