// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { createApp, effectScope } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useUnsaved } from './useUnsaved.ts'

async function formIn(draft: { changed: boolean }) {
  const page = { template: '' }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: page }, { path: '/next', component: page }] }) // prettier-ignore
  await router.push('/')
  const closed: string[] = []
  const scope = effectScope()
  const app = createApp(page).use(router)
  const form = app.runWithContext(() => scope.run(() => useUnsaved(() => draft.changed, () => closed.push('closed')))!) // prettier-ignore
  const at = () => router.currentRoute.value.path
  return { router, closed, scope, at, ...form }
}
const leavesPage = () => {
  const event = new Event('beforeunload', { cancelable: true })
  return dispatchEvent(event)
}

test('what was changed is asked about once, then let go', async () => {
  const { asks, leave, closed, stay, scope } = await formIn({ changed: true })
  leave()
  expect([asks.value, closed]).toEqual([true, []])
  stay()
  leave()
  expect(closed).toEqual([])
  leave()
  expect(closed).toEqual(['closed'])
  scope.stop()
})

test('no page of the product, nor the browser, takes it away unasked', async () => {
  const draft = { changed: true }
  const { router, asks, at, scope } = await formIn(draft)
  await router.push('/next')
  expect([at(), asks.value, leavesPage()]).toEqual(['/', true, false])
  draft.changed = false
  expect(leavesPage()).toBe(true)
  draft.changed = true
  scope.stop()
  await router.push('/next')
  expect([at(), leavesPage()]).toEqual(['/next', true])
})

test('what was not changed closes at once', async () => {
  const { leave, closed, router, at } = await formIn({ changed: false })
  await router.push('/next')
  leave()
  expect([at(), closed]).toEqual(['/next', ['closed']])
})
