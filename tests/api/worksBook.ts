/** A book of two plants with a graded store each, for tests of special works and pledges. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { SpecialWork } from '#core/contract/specialWorks.ts'
import type { FreshDatabase } from './database.ts'
import { desksOf, loopBook, type PersonKey } from './hazardLoopBook.ts'

/** Called once by a file of tests: hooks make the book before them, empty it of works and pledges before each, and drop it. */
export function worksHouse() {
  /** A Thursday, ten in the morning of China. */
  const NOW = new Date('2024-08-29T02:00:00Z')
  const HOUR = 3_600_000
  const after = (minutes: number, from = NOW) => new Date(from.getTime() + minutes * 60_000).toISOString()

  let book: FreshDatabase
  const desks = {} as ReturnType<typeof desksOf>
  const many = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await book.owner.query<Row>(text, values)).rows
  const at = (minutes: number, from = NOW) => book.clock.set(new Date(after(minutes, from)))
  beforeAll(async () => {
    book = await loopBook()
    Object.assign(desks, desksOf(book))
    await many(`insert into hazard_source (enterprise, name, unit_kind, geom, alpha, provisional, sum_ratio, sum_weighted, r)
      select id, '罐区', 'storage', st_setsrid(st_makepoint(0.5, 0.5), 4326), 1, false, 20, 20, 20 from enterprise order by id`)
  })
  afterAll(() => book.drop())
  beforeEach(async () => {
    await book.clock.set(NOW)
    await many('truncate special_work, daily_pledge restart identity cascade')
  })

  /** Hot work of the second level lies elsewhere than at the source, which is a storage unit of a major hazard. */
  const ticket = ({ kind = 'hot', level = 'first', ...fields }: { kind?: string; level?: string | null; [name: string]: unknown } = {}) => ({
    request: randomUUID(), enterprise: 1, source: kind === 'hot' && level === 'second' ? null : 1, kind, level, zone: kind === 'hot' ? 'other' : null, place: '3 号罐旁', fromAt: after(0), untilAt: after(8 * 60), extended: null,
    responsible: '张三', guardian: '李四', ...fields,
  }) // prettier-ignore
  const file = (fields: Parameters<typeof ticket>[0] = {}, who: PersonKey = 'manager') =>
    desks[who].post('/special-works').send(ticket(fields))
  const step = (work: SpecialWork, name: string, fields: object = {}, who: PersonKey = 'manager') =>
    desks[who].post(`/special-works/${work.id}/steps`).send({ step: name, seen: work.version, ...fields })
  const gas = (work: SpecialWork, fields: object = {}, who: PersonKey = 'manager') =>
    desks[who].post(`/special-works/${work.id}/gas-tests`).send({ at: after(0), point: '作业点', oxygen: 20.9, combustible: 0, toxic: null, tester: '王五', ...fields }) // prettier-ignore
  const filed = async (fields: Parameters<typeof ticket>[0] = {}) => (await file(fields)).body as SpecialWork
  const figure = async (id: string, who: PersonKey = 'leader') =>
    ((await desks[who].get('/indicators').query({ ids: id })).body as { figures: { parts: { n: number }[] }[] })
      .figures[0]!.parts[0]!.n
  const clockAt = (date: Date) => book.clock.set(date)
  const pool = () => book.pool
  return { HOUR, NOW, after, at, clockAt, desks, file, filed, figure, gas, many, pool, step, ticket }
}
