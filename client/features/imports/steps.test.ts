import { describe, expect, test } from 'vitest'
import { beneathOf, homeStep, isAtWork, type Standing, stepAfter, stepAt, stepBefore, stepsOf } from './steps.ts'

const OUTLOOK = {
  added: 3,
  changed: 0,
  unchanged: 0,
  resembling: 0,
  undecided: 0,
  inNoGrid: 0,
  recalled: 0,
  forgotten: 0,
  changeGrid: 0,
  loseGrid: 0,
}
const MAPPING = { capability: 'enterprises', scheme: 'uscc', columns: {}, constants: {} } as const
const standing = (state: Standing['stage']['state'], of: Partial<Standing> = {}): Standing => ({
  stage: { state, outlook: state === 'staged' ? OUTLOOK : null, mapping: MAPPING },
  mapped: true,
  looked: true,
  lies: true,
  datum: true,
  changed: false,
  ...of,
})
const UNREAD = { stage: { state: 'failed', outlook: null, mapping: null }, looked: false } as const
const open = (of: Standing) => stepsOf(of).flatMap(({ step, open }) => (open ? [step] : []))
const done = (of: Standing) => stepsOf(of).flatMap(({ step, done }) => (done ? [step] : []))

describe('the steps that are open', () => {
  test.each([
    ['a new file', standing('opened', { mapped: false, datum: false }), ['file', 'mapping']],
    ['a mapped one', standing('opened', { datum: false }), ['file', 'mapping', 'datum']],
    ['one that lies nowhere', standing('opened', { lies: false }), ['file', 'mapping']],
    ['one that is being read', standing('staging'), ['file', 'mapping', 'datum', 'check']],
    ['a checked one', standing('staged'), ['file', 'mapping', 'datum', 'check', 'merges', 'publish']],
    ['one whose choices changed since', standing('staged', { changed: true }), ['file', 'mapping', 'datum', 'check']],
    ['one that failed', standing('failed'), ['file', 'mapping', 'datum', 'check']],
    ['one that cannot be read', standing('failed', { ...UNREAD, mapped: false }), ['file', 'mapping']],
    ['one on its last way', standing('publishing'), ['publish']],
    ['a published one', standing('published'), ['publish']],
  ])('%s', (_what, of, expected) => {
    expect(open(of)).toEqual(expected)
  })
})

test('a step is done where nothing is left to do there', () => {
  expect(done(standing('opened', { mapped: false, looked: false, datum: false }))).toEqual([])
  expect(done(standing('opened', { looked: false }))).toEqual([])
  expect(done(standing('opened', { datum: false }))).toEqual(['file', 'mapping'])
  expect(done(standing('staged'))).toEqual(['file', 'mapping', 'datum', 'check', 'merges'])
  const undecided = { state: 'staged' as const, mapping: MAPPING, outlook: { ...OUTLOOK, resembling: 2, undecided: 1 } }
  expect(done({ ...standing('staged'), stage: undecided })).toEqual(['file', 'mapping', 'datum', 'check'])
  expect(done(standing('staged', { changed: true }))).toEqual(['file', 'mapping', 'datum'])
  expect(done(standing('published', { mapped: false, datum: false }))).toHaveLength(6)
})

test('an address names a step that is open; any other leads to where the file waits', () => {
  expect(stepAt('mapping', standing('staged'))).toBe('mapping')
  expect(stepAt('publish', standing('staging'))).toBe('check')
  expect(stepAt('mapping', standing('published'))).toBe('publish')
  expect(stepAt('nonsense', standing('opened'))).toBe('file')
  expect(stepAt(undefined, standing('cancelled'))).toBe('check')
  expect(stepAt(undefined, standing('failed', UNREAD))).toBe('file')
  expect(homeStep({ state: 'publishing', mapping: MAPPING })).toBe('publish')
})

test('rows that lie nowhere pass by the datum', () => {
  expect(stepAfter('mapping', { lies: true })).toBe('datum')
  expect(stepAfter('mapping', { lies: false })).toBe('check')
  expect(stepBefore('check', { lies: false })).toBe('mapping')
  expect(stepBefore('file', { lies: true })).toBeUndefined()
  expect(stepAfter('publish', { lies: true })).toBeUndefined()
})

test('only reading and publishing are looked at each second', () => {
  const states = ['opened', 'staging', 'staged', 'publishing', 'published', 'cancelled', 'failed'] as const
  expect(states.filter((state) => isAtWork({ state }))).toEqual(['staging', 'publishing'])
})

test.each([
  ['staged', 3, undefined],
  ['staged', 4, 'changed'],
  ['staging', 3, 'rechecked'],
  ['cancelled', 3, 'stopped'],
  ['failed', 4, 'stopped'],
  ['publishing', 3, 'published'],
  ['published', 3, 'published'],
] as const)('beneath check 3 a file that is %s with check %i by now is %s', (state, revision, became) => {
  expect(beneathOf(3, { state, revision })).toBe(became)
})
