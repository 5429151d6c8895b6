import { expect, test } from 'vitest'
import type { Pledge } from '#core/contract/pledges.ts'
import { draftOf, faultsOf, fieldsOf } from './pledgeDraft.ts'

const registered = { hotSpecial: 0, hotFirst: 2, hotSecond: 0, confined: 1, otherWorks: 0 }
const last = { units: 4, running: 3, stopped: 1, overhauled: 0, hotSpecial: 9, hotFirst: 9, hotSecond: 9, confined: 9, otherWorks: 9, trial: true, startStop: true, tanks: 'abnormal', judgement: '昨日', promise: '昨日', principal: '王' } as unknown as Pledge // prettier-ignore

test('a new pledge takes units and principal of the day before, works as filed, and judges nothing beforehand', () => {
  const draft = draftOf(undefined, last, { registered, promise: '承诺' })
  expect(draft).toMatchObject({ units: '4', running: '3', hotFirst: '2', confined: '1', trial: false, startStop: false, judgement: '', promise: '承诺', principal: '王' }) // prettier-ignore
  expect([...faultsOf(draft)]).toEqual([['judgement', 'fill']])
})

test('numbers are whole, units add up, and only then it is sent as numbers', () => {
  const draft = { ...draftOf(undefined, last, { registered, promise: '承诺' }), judgement: '可控' }
  expect([...faultsOf({ ...draft, running: '4' })]).toEqual([['units', 'sum']])
  for (const text of ['', '-1', '1.5', '1e1', '一']) expect(faultsOf({ ...draft, confined: text }).get('confined')).toBe('number') // prettier-ignore
  expect(fieldsOf(draft)).toMatchObject({ units: 4, hotFirst: 2, judgement: '可控' })
})
