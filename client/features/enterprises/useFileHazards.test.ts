import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import type { EnterpriseFile } from '#core/contract/enterprises.ts'
import type { HazardRow } from '#core/contract/hazards.ts'
import { useLive } from '#client/api/liveStore.ts'
import { useFileHazards } from './useFileHazards.ts'

const hazard = (id: number, isOpen: boolean): HazardRow => ({
  id,
  enterprise: 5,
  enterpriseName: '灯塔石油仓储',
  source: 'patrol',
  major: false,
  kind: null,
  turn: isOpen ? 'enterprise' : null,
  events: 1,
  state: isOpen ? 'rectifying' : 'closed',
  description: '消防通道被占',
  foundAt: '2026-11-01T00:00:00.000Z',
  dueAt: '2026-12-01T00:00:00.000Z',
  closedAt: isOpen ? null : '2026-11-02T00:00:00.000Z',
  dispatchedAt: null,
  submittedAt: null,
  overdue: false,
  overdueDays: null,
})
/** 26 hazards, every second open: the file holds 2 of the 13 open ones, a page of the server 10. */
const ALL = Array.from({ length: 26 }, (_, at) => hazard(at + 1, at % 2 === 0))
const FILE = {
  id: 5,
  hazards: [ALL[0], ALL[2]],
  hazardsOpen: 13,
  hazardsOverdue: 0,
  hazardsTotal: 26,
} as EnterpriseFile
const PAGE = 10

const server = (url: string) => {
  const from = Number(new URL(url, 'http://localhost').searchParams.get('after') ?? 0)
  const next = from + PAGE < ALL.length ? String(from + PAGE) : null
  return Promise.resolve(new Response(JSON.stringify({ total: 26, rows: ALL.slice(from, from + PAGE), next })))
}
const scope = effectScope()
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
})

test('each figure of a file opens the rows that it counts, however many pages they lie on', async () => {
  vi.stubGlobal('fetch', server)
  setActivePinia(createPinia())
  useLive().settled = true
  const { rows, next, more, toggle } = scope.run(() => useFileHazards(() => FILE))!
  expect(rows.value).toEqual(FILE.hazards)
  toggle('all')
  await vi.waitFor(() => expect(rows.value).toHaveLength(PAGE))
  await more()
  expect(rows.value).toHaveLength(2 * PAGE)
  toggle('open')
  await vi.waitFor(() => expect(rows.value).toHaveLength(13))
  toggle('all')
  expect(rows.value).toHaveLength(26)
  expect(next.value).toBeNull()
  toggle('overdue')
  await vi.waitFor(() => expect(rows.value).toEqual([]))
  toggle('overdue')
  expect(rows.value).toEqual(FILE.hazards)
})
