import { expect, test } from 'vitest'
import { CATALOGUE } from './docs/catalogue.ts'
import { digestOf } from './holdRequest.ts'

const of = (said: object) => digestOf(said).toString('hex')

test('what is said is known again whatever the order of its fields, and what belongs to the attempt says nothing', () => {
  const said = { request: 'a', note: null, of: { basis: 'place', place: 1 }, ids: [1, 2] }
  expect(of({ ids: [1, 2], of: { place: 1, basis: 'place' }, note: null, request: 'b', seen: 4, sentAt: 'now', unsaid: undefined })).toBe(of(said)) // prettier-ignore
  for (const other of [
    { ...said, note: '' },
    { ...said, ids: [2, 1] },
    { ...said, of: { basis: 'place', place: 2 } },
    { ...said, of: { basis: 'place', place: 1, seen: 1 } },
    { ...said, more: 1 },
  ])
    expect(of(other)).not.toBe(of(said))
  expect(digestOf(said)).toHaveLength(32)
})

test('these make one thing of one request; whatever is added here holds its request, too', () => {
  const taking = Object.entries(CATALOGUE).flatMap(([capability, routes]) =>
    Object.entries(routes).flatMap(([name, { method, body }]) => {
      const shapes = body && 'shape' in body ? [body.shape] : body && 'options' in body ? (body.options as { shape: object }[]).map(({ shape }) => shape) : [] // prettier-ignore
      return method === 'POST' && shapes.some((shape) => Object.hasOwn(shape as object, 'request')) ? [`${capability}.${name}`] : [] // prettier-ignore
    }),
  )
  expect(taking.sort()).toEqual([
    'alarms.act', 'assignments.assign', 'assignments.assignAll', 'coverageTasks.give', 'duties.give', 'duties.write', 'gridDrafts.begin', 'gridPeople.add',
    'hazards.act', 'hazards.report', 'inspectionPlans.make', 'maintenanceWindows.add', 'patrols.begin', 'specialWorks.file', 'supervision.make',
    'warnings.announce',
  ]) // prettier-ignore
})
