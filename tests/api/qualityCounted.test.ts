import { expect, test } from 'vitest'
import type { Figures, Rows } from '#core/contract/indicators.ts'
import type { QualityList } from '#core/contract/sensorQuality.ts'
import type { Actor } from '../../server/db/actor.ts'
import { keepQuality } from '../../server/features/sensors/keeping.ts'
import { deskOf } from './desk.ts'
import { HOUR, MINUTE, NOW, sensorsBook } from './sensorsBook.ts'

const it = sensorsBook()
const TEN = NOW.getTime()
const OFFICER: Actor = { role: 'government', person: '值班员', grids: [], account: 2, post: 'duty-officer' }
const get = async <Told>(path: string): Promise<Told> => {
  const { status, body } = await deskOf(it.book, OFFICER).get(path)
  expect(status, path).toBe(200)
  return body as Told
}

/** What is told of the one sensor at a moment; figures and list say the same, or this fails. */
async function told(at: number) {
  await it.book.clock.set(new Date(at))
  const { rows, counted } = await get<QualityList>('/sensors/quality')
  const IDS = 'online-today,online-month,readings-received,readings-refused'
  const { figures } = await get<Figures>(`/indicators?ids=${IDS}`)
  const [{ today, month, few, refused }] = rows as [QualityList['rows'][number]]
  const opened = await get<Pick<Rows, 'total'>>('/indicators/online-month/rows?part=all')
  expect(figures.map(({ parts }) => parts[0]!.share)).toEqual([
    { n: today.online, of: today.served },
    { n: month.online, of: month.served },
    { n: month.received, of: month.expected },
    { n: refused, of: counted === null ? 0 : refused! + month.received },
  ])
  expect(opened.total).toBe(month.served > 0 ? 1 : 0)
  return { counted: counted && Date.parse(counted), few, served: today.served, online: today.online, received: month.received }
} // prettier-ignore
const count = async (at: number) => {
  await it.book.clock.set(new Date(at))
  await keepQuality(it.book.pool)
}
const NOTHING = { counted: null, few: false, served: 0, online: 0, received: 0 }

test('what was counted of whole minutes stays until the next are, and is nothing at all once it is five minutes old or of yesterday', async () => {
  await it.book.clock.set(new Date(TEN - HOUR))
  const sensor = await it.sensor({ cadence: 60 })
  await it.run("insert into gateway (id, enterprise, name) select 901, enterprise, '网关' from hazard_source where id = $1", [it.sources[0].id])
  await it.run("insert into reading_quarantine (gateway, reason, sensor, at, value) values (901, 'range', 'X', '1', '2')")
  await count(TEN - MINUTE)
  await it.book.clock.set(new Date(TEN + 20_000))
  const came = (at: number) => ({ sensor, at, value: 1, received: at })
  await it.write([came(TEN - 90_000), came(TEN + 10_000)])
  expect(await told(TEN + 20_000)).toEqual({ counted: TEN - MINUTE, few: true, served: 3540, online: 0, received: 0 })
  await count(TEN + 30_000)
  const first = { counted: TEN, few: true, served: 3600, online: 90, received: 1 }
  expect(await told(TEN + 30_000)).toEqual(first)
  expect(await told(TEN + 5 * MINUTE - 1)).toEqual(first)
  expect(await told(TEN + 5 * MINUTE)).toEqual(NOTHING)
  await count(TEN + 5 * MINUTE)
  expect(await told(TEN + 5 * MINUTE)).toEqual({ ...first, counted: TEN + 5 * MINUTE, served: 3900, online: 280, received: 2 })
  // the days that end at midnight are not those of the next
  const midnight = TEN + 14 * HOUR
  await count(midnight - 1)
  expect(await told(midnight - 1)).toMatchObject({ counted: midnight - MINUTE, served: 15 * 3600 - 60 })
  expect(await told(midnight)).toEqual(NOTHING)
  await count(midnight + MINUTE)
  expect(await told(midnight + MINUTE)).toMatchObject({ counted: midnight + MINUTE, served: 60, online: 0, received: 2 })
  // a clock that was set back has counted nothing yet
  expect(await told(midnight)).toEqual(NOTHING)
}) // prettier-ignore
