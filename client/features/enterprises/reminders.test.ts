import { expect, test } from 'vitest'
import type { WholeFile } from '#core/contract/enterpriseFiles.ts'
import { entriesIn } from './entries/sectionEntries.ts'
import { remindersOf } from './reminders.ts'

const NOW = Date.parse('2026-06-15T02:00:00Z')
const section = (name: string, state: string, dueAt: string | null, lacks: string[] = []) => ({
  section: name,
  state,
  by: 'enterprise',
  dueAt,
  lacks,
  reason: null,
})
/** The parts of a file that are read here. */
const file = {
  file: { safetyManager: '乙' },
  sections: [
    section('identity', 'filled', null),
    section('people', 'missing', '2026-07-01T00:00:00Z', ['responsible-person']),
    section('licences', 'due', '2026-06-30T16:00:00.000Z'),
    section('equipment', 'due', '2026-06-10T16:00:00.000Z'),
    section('plans', 'due', '2026-06-20T16:00:00.000Z'),
    section('funds', 'not-applicable', null),
  ],
  entries: {
    person: [{ id: 1, office: 'contact' }, { id: 2, office: 'safety-director' }],
    licence: [{ id: 3, number: 'A', expiresOn: '2026-06-30' }, { id: 4, number: 'B', expiresOn: null }, { id: 5, number: 'C', expiresOn: '2020-01-01' }],
    equipment: [{ id: 6, name: '锅炉', inspectionDueOn: '2026-06-10' }],
  },
} as unknown as WholeFile // prettier-ignore

test('what is missing or due comes in the order of its days, with what runs out by its name', () => {
  expect(remindersOf(file, NOW).map(({ section: name, state, names, lacks }) => [name, state, ...names, ...lacks])).toEqual([
    ['equipment', 'over', '锅炉'],
    ['plans', 'soon'],
    ['licences', 'soon', 'A'],
    ['people', 'missing', 'responsible-person'],
  ]) // prettier-ignore
})

test('rows of a section are its entries, but for the manager whom the enterprise itself names', () => {
  const ids = (name: 'people' | 'safety-director' | 'licences' | 'hazards') =>
    entriesIn(name, file).map((one) => one?.entry.id)
  expect(ids('people')).toEqual([undefined, 1])
  expect(ids('safety-director')).toEqual([2])
  expect(ids('licences')).toEqual([3, 4, 5])
  expect(ids('hazards')).toEqual([])
})
