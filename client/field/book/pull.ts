import { type EnterpriseRow, enterprises } from '#core/contract/enterprises.ts'
import { MOST_ROWS } from '#core/contract/filter.ts'
import { grids } from '#core/contract/grids.ts'
import { type HazardRow, hazards } from '#core/contract/hazards.ts'
import { type IndicatorId, indicators } from '#core/contract/indicators.ts'
import { inspections } from '#core/contract/inspections.ts'
import { call } from '#client/api/call.ts'
import type { Device } from './device.ts'

/** Figures of the first page; each is the registered one, of the scope of whoever asks. */
const FIGURES = ['grid-coverage', 'hazards-open', 'file-due'] as const satisfies readonly IndicatorId[]

type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null }

/** All pages of a list. */
async function everyPage<Row>(ask: (after: string | undefined) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = []
  for (let after: string | undefined; ;) {
    const page = await ask(after)
    rows.push(...page.rows)
    if (page.next === null) return rows
    after = page.next
  }
}

const paged = (after: string | undefined) => ({ limit: String(MOST_ROWS), ...(after !== undefined && { after }) })

/** Everything that one may see, as the server gives it: policies say what that is, not the device. */
async function fetchAll() {
  const [district, territory, figures, checklists] = await Promise.all([
    call(grids.district, {}),
    call(grids.list, {}),
    call(indicators.read, { query: { ids: FIGURES.join(',') } }),
    call(inspections.checklists, { query: {} }),
  ])
  const enterpriseRows = await everyPage<EnterpriseRow>((after) => call(enterprises.list, { query: paged(after) }))
  const hazardRows = await everyPage<HazardRow>((after) =>
    call(hazards.list, { query: { ...paged(after), turn: 'anyone', order: 'due' } }),
  )
  return { district, territory, figures, checklists, enterpriseRows, hazardRows }
}

/**
 * Brings the book on the device up to what the server has. What is no longer in scope, or no longer open, goes from the device.
 * Broken off anywhere, the device keeps the book that it had.
 *
 * @throws Problem as `call` does
 */
export async function pull(device: Device, now: () => number): Promise<void> {
  const found = await fetchAll()
  const { at, figures, versions } = found.figures
  const ground = [versions.basemap, versions.district, versions.grids].join('.')
  const offset = Date.parse(at) - now()
  await device.transaction(
    'rw',
    [device.heads, device.grids, device.enterprises, device.hazards, device.files, device.checklists],
    async () => {
      await Promise.all([
        device.grids.clear(),
        device.enterprises.clear(),
        device.hazards.clear(),
        device.checklists.clear(),
      ])
      await device.grids.bulkAdd(found.territory)
      await device.checklists.bulkAdd(found.checklists)
      await device.enterprises.bulkAdd(found.enterpriseRows)
      await device.hazards.bulkAdd(found.hazardRows)
      const known = new Set(found.enterpriseRows.map(({ id }) => id))
      await device.files.filter(({ id }) => !known.has(id)).delete()
      const { name, demo, bounds } = found.district ?? { name: '', demo: false, bounds: null }
      await device.heads.put({ key: 'book', at, offset, district: name, demo, bounds, figures, ground })
    },
  )
}
