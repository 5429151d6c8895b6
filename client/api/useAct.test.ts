import { effectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refusal, secondsOf } from './refusals.ts'
import { useAct } from './useAct.ts'

const LOCKED = { code: 'sign-in-locked', detail: '已锁定\nLocked' } as const

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const inScope = () => effectScope().run(useAct)!

test('a refusal stays until the next try, and counts down to when that may help', async () => {
  const { act, problem, wait } = inScope()
  expect(await act(() => Promise.reject(new Refusal(LOCKED, 2)))).toBe(false)
  expect(problem.value?.code).toBe('sign-in-locked')
  expect(wait.value).toBe(2)
  vi.advanceTimersByTime(5000)
  expect(wait.value).toBe(0)
  expect(await act(() => Promise.resolve())).toBe(true)
  expect(problem.value).toBeUndefined()
})

test('what is under way is not begun twice', async () => {
  const { act, busy } = inScope()
  let done = () => {}
  const work = vi.fn(() => new Promise<void>((resolve) => (done = resolve)))
  const first = act(work)
  expect(busy.value).toBe(true)
  expect(await act(work)).toBe(false)
  done()
  expect(await first).toBe(true)
  expect(work).toHaveBeenCalledTimes(1)
})

test('an issue is found by its place', async () => {
  const { act, faultAt } = inScope()
  const issues = [{ at: 'body.phone', message: '已被使用\nTaken' }]
  await act(() => Promise.reject(new Refusal({ code: 'account-taken', detail: '', issues })))
  expect(faultAt('body.phone')).toBe('已被使用\nTaken')
  expect(faultAt('body.name')).toBeUndefined()
})

test.each([
  [null, undefined],
  ['7', 7],
  ['0', undefined],
  ['1.2', 2],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
])('Retry-After %s is %s seconds', (header, seconds) => {
  expect(secondsOf(header)).toBe(seconds)
})
