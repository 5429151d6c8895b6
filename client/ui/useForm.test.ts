// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { createApp } from 'vue'
import { z } from 'zod'
import { Refusal } from '#client/api/refusals.ts'
import { i18n } from '#client/locales/i18n.ts'
import { useForm } from './useForm.ts'

const Tank = z.object({ tag: z.string().min(1), capacity: z.number().positive() })
const bodyOf = ({ tag, capacity }: { tag: string; capacity: string }) =>
  Tank.safeParse({ tag, capacity: Number(capacity) })
/** As a component sets it up. */
function opened() {
  let form: ReturnType<typeof begin>
  const begin = () => useForm({ tag: 'V-1', capacity: '' }, bodyOf)
  createApp({ setup: () => ((form = begin()), () => null) })
    .use(i18n)
    .mount(document.createElement('div'))
  return form!
}
const wrong = () => '请检查'

test('what the schema finds is told once it was tried to be sent, at its own field, and nothing is sent', async () => {
  const { draft, errorOf, send, changed } = opened()
  const sent: unknown[] = []
  const work = (body: unknown) => Promise.resolve(sent.push(body))
  expect([errorOf('capacity', wrong), changed.value]).toEqual(['', false])
  expect(await send(work)).toBe(false)
  expect([errorOf('tag', wrong), errorOf('capacity', wrong), sent]).toEqual(['', '请检查', []])
  draft.capacity = '12'
  expect([errorOf('capacity', wrong), changed.value]).toEqual(['', true])
  expect(await send(work)).toBe(true)
  expect(sent).toEqual([{ tag: 'V-1', capacity: 12 }])
})

test('the server’s word about a field goes before that of the form, in the language of the page', async () => {
  const { draft, errorOf, send } = opened()
  draft.capacity = '12'
  const issues = [{ at: 'body.capacity', message: '大于边界\nBeyond the bound' }]
  expect(await send(() => Promise.reject(new Refusal({ code: 'entry-refused', detail: '', issues })))).toBe(false)
  draft.capacity = ''
  expect([errorOf('capacity', wrong), errorOf('tag', wrong)]).toEqual(['大于边界', ''])
})
