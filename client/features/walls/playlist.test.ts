import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { usePlaylist } from './playlist.ts'

const [first, second, third] = [
  { id: 1, seconds: 10 },
  { id: 2, seconds: 30 },
  { id: 3, seconds: 20 },
]
let stop = () => {}
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  stop()
  vi.useRealTimers()
})

function play(of = [first!, second!, third!], pinned?: number) {
  const items = ref(of)
  const scope = effectScope()
  const playlist = scope.run(() => usePlaylist(() => items.value, () => pinned))! // prettier-ignore
  stop = () => scope.stop()
  const shown = () => playlist.shown.value?.id
  async function after(seconds: number) {
    await vi.advanceTimersByTimeAsync(seconds * 1000)
    await nextTick()
    return shown()
  }
  return { ...playlist, items, shown, after }
}

test('each stays for its own seconds, and the first comes after the last', async () => {
  const { shown, after } = play()
  expect(shown()).toBe(1)
  expect(await after(9)).toBe(1)
  expect(await after(1)).toBe(2)
  expect(await after(29)).toBe(2)
  expect(await after(1)).toBe(3)
  expect(await after(20)).toBe(1)
})

test('a pause holds what is shown, and going on gives it its whole time', async () => {
  const { pause, after } = play()
  await after(9)
  pause()
  expect(await after(600)).toBe(1)
  pause()
  await nextTick()
  expect(await after(9)).toBe(1)
  expect(await after(1)).toBe(2)
})

test('a step forth and back goes round, and restarts the time', async () => {
  const { step, shown, after } = play()
  step(-1)
  await nextTick()
  expect(shown()).toBe(3)
  await after(19)
  step(1)
  await nextTick()
  expect(await after(9)).toBe(1)
  expect(await after(1)).toBe(2)
})

test('one that is taken away gives way, and one that is put elsewhere goes on', async () => {
  const { items, shown, after } = play()
  await after(10)
  items.value = [third!, second!, first!]
  await nextTick()
  expect(shown()).toBe(2)
  items.value = [third!, first!]
  await nextTick()
  expect(shown()).toBe(3)
  items.value = []
  await nextTick()
  expect(shown()).toBeUndefined()
})

test('a pinned one stays, and nothing else takes its place', async () => {
  const { after, step, items, shown } = play(undefined, 2)
  step(1)
  expect(await after(600)).toBe(2)
  items.value = [first!]
  await nextTick()
  expect(shown()).toBeUndefined()
})
