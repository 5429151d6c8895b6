import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { enterprises } from '#core/contract/enterprises.ts'
import { LAYERS, type Versions } from '#core/contract/live.ts'
import { useLive } from './liveStore.ts'
import { useAnswer } from './useAnswer.ts'

const page = (total: number) => ({ total, rows: [], next: null, version: 1 })
const versions = (hazards: number) =>
  ({ ...Object.fromEntries(LAYERS.map((layer) => [layer, 1])), hazards }) as Versions

/** Requests in the order in which they were made; each is answered by hand. */
const asked: { url: string; signal: AbortSignal; answer(body: unknown, status?: number): void; lose(): void }[] = []
const server = (url: string, { signal }: { signal: AbortSignal }) =>
  new Promise<Response>((resolve, reject) => {
    asked.push({
      url,
      signal,
      answer: (body, status = 200) => resolve(new Response(JSON.stringify(body), { status })),
      lose: () => reject(new TypeError('failed')),
    })
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
/** Lets all that waits, but no timer beyond `ms`, come to pass. */
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

const risk = ref('1')
let scope = effectScope()
const start = (pace?: number) =>
  scope.run(() =>
    useAnswer(enterprises.list, () => (risk.value ? { query: { risk: risk.value } } : undefined), {
      layers: ['hazards'],
      ...(pace !== undefined && { pace }),
    }),
  )!

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', server)
  setActivePinia(createPinia())
  useLive().versions = versions(1)
  useLive().settled = true
  asked.length = 0
  risk.value = '1'
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('useAnswer', () => {
  test('asks nothing before the first versions are known, or without an input', async () => {
    useLive().settled = false
    risk.value = ''
    start()
    await pass(1000)
    expect(asked).toHaveLength(0)
    useLive().settled = true
    await pass(1000)
    expect(asked).toHaveLength(0)
    risk.value = '2'
    await pass(1000)
    expect(asked.map(({ url }) => url)).toEqual(['/api/enterprises?risk=2'])
  })

  test('makes one request of changes that follow closely, and aborts the older', async () => {
    const { answer } = start()
    risk.value = '1,2'
    await pass(100)
    risk.value = '1,2,3'
    await pass(149)
    expect(asked).toHaveLength(1)
    expect(asked[0]!.signal.aborted).toBe(true)
    await pass(1)
    expect(asked.map(({ url }) => url)).toEqual(['/api/enterprises?risk=1', '/api/enterprises?risk=1%2C2%2C3'])
    asked[1]!.answer(page(7))
    await pass()
    expect(answer.value?.total).toBe(7)
  })

  test('asks again when the data under it changes, and for no other layer', async () => {
    const { answer, state } = start()
    asked[0]!.answer(page(7))
    await pass()
    useLive().versions = { ...versions(1), population: 9 }
    await pass(1000)
    expect(asked).toHaveLength(1)
    useLive().versions = versions(2)
    await pass(150)
    expect(asked).toHaveLength(2)
    expect([answer.value?.total, state.value.is]).toEqual([7, 'busy'])
  })

  test('shows an answer to each request though changes follow more closely than answers come', async () => {
    const { answer } = start()
    asked[0]!.answer(page(0))
    await pass()
    const shown: (number | undefined)[] = []
    for (let change = 1; change <= 20; change++) {
      useLive().versions = versions(1 + change) // every 200 ms, as the server tells of a layer at most
      await pass(100)
      // each answer takes 300 ms
      if (change % 3 === 0 && asked.length > shown.length + 1) {
        asked.at(-1)!.answer(page(change))
        await pass()
        shown.push(answer.value?.total)
      }
      await pass(100)
    }
    expect(shown).toEqual([3, 6, 9, 12, 15, 18])
  })

  test('what changed while it was asked is asked once more, and the last change is never left unasked', async () => {
    const { answer } = start()
    await pass(50)
    useLive().versions = versions(2)
    useLive().versions = versions(3)
    await pass(1000)
    expect(asked).toHaveLength(1)
    asked[0]!.answer(page(1))
    await pass(149)
    expect([answer.value?.total, asked.length]).toEqual([1, 1])
    await pass(1)
    expect(asked).toHaveLength(2)
    asked[1]!.answer(page(3))
    await pass(1000)
    expect([answer.value?.total, asked.length]).toEqual([3, 2])
  })

  test('at its pace asks of changes as often as that and no more, of the last one too, and of another question at once', async () => {
    start(5000)
    const times: number[] = []
    const begun = Date.now()
    for (let ms = 0; ms < 12_000; ms += 100) {
      useLive().versions = versions(2 + ms)
      await pass(100)
      if (asked.length === times.length) continue
      times.push(Date.now() - begun)
      asked.at(-1)!.answer(page(ms))
    }
    expect(times).toEqual([100, 5000, 10_000])
    await pass(60_000)
    expect(asked).toHaveLength(4)
    asked[3]!.answer(page(1))
    await pass(60_000)
    // after a quiet time a change is asked of as soon as without a pace
    useLive().versions = versions(99)
    await pass(150)
    expect(asked).toHaveLength(5)
    asked[4]!.answer(page(2))
    risk.value = '3'
    await pass(150)
    expect(asked.map(({ url }) => url).at(-1)).toBe('/api/enterprises?risk=3')
  })

  test('what a deed told meanwhile is not put back by what was asked before it', async () => {
    const { answer } = start()
    asked[0]!.answer(page(1))
    await pass()
    useLive().versions = versions(2)
    await pass(150)
    answer.value = { ...answer.value!, total: 5 }
    asked[1]!.answer(page(1))
    await pass()
    expect(answer.value?.total).toBe(5)
    await pass(150)
    asked[2]!.answer(page(6))
    await pass(1000)
    expect([answer.value?.total, asked.length]).toEqual([6, 3])
  })

  test('a request that never came to its end is given up at the next change', async () => {
    start()
    await pass(20_000)
    useLive().versions = versions(2)
    await pass(150)
    expect([asked.length, asked[0]!.signal.aborted]).toEqual([2, true])
  })

  test('says when it takes long', async () => {
    const { state } = start()
    await pass(1999)
    expect(state.value.is).toBe('busy')
    await pass(1)
    expect(state.value.is).toBe('late')
  })

  test('keeps the last answer through a failure, and counts down to the next try', async () => {
    const { answer, state, at } = start()
    asked[0]!.answer(page(7))
    await pass()
    const received = at.value
    useLive().versions = versions(2)
    await pass(150)
    asked[1]!.lose()
    await pass()
    expect(state.value).toMatchObject({ is: 'failed', retryIn: 2, problem: { code: 'no-answer' } })
    expect([answer.value?.total, at.value]).toEqual([7, received])
    await pass(1000)
    expect(state.value).toMatchObject({ retryIn: 1 })
    await pass(1000)
    expect(asked).toHaveLength(3)
    asked[2]!.lose()
    await pass()
    expect(state.value).toMatchObject({ retryIn: 4 })
  })

  test('does not insist where trying again is no use', async () => {
    const { state } = start()
    asked[0]!.answer({ status: 403, code: 'not-allowed', detail: '不在范围。\nOutside.' }, 403)
    await pass(60_000)
    expect(state.value).toMatchObject({ is: 'failed', retryIn: undefined })
    expect(asked).toHaveLength(1)
  })

  test('what one person was shown is gone once another sits here', async () => {
    const { answer } = start()
    asked[0]!.answer(page(7))
    await pass()
    vi.stubGlobal(
      'EventSource',
      class {
        addEventListener() {}
        close() {}
      },
    )
    useLive().changeIdentity()
    await nextTick()
    expect(answer.value).toBeUndefined()
    await pass(150)
    expect(asked).toHaveLength(2)
  })

  test('asks no more once its owner is gone', async () => {
    start()
    scope.stop()
    expect(asked[0]!.signal.aborted).toBe(true)
    useLive().versions = versions(2)
    await pass(1000)
    expect(asked).toHaveLength(1)
  })
})
