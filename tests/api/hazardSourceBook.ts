import { afterAll, beforeAll } from 'vitest'
import type { Actor } from '../../server/db/actor.ts'
import { deskOf } from './desk.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

export const steward: Actor = { role: 'government', person: '数据员', grids: [], account: 1, post: 'data-steward' }
export const leader: Actor = { role: 'government', person: '领导', grids: [], account: 2, post: 'leader' }
export const manager = (enterprise: number): Actor => ({ role: 'enterprise', person: '安管员', grids: [], enterprise, account: 3, post: 'safety-manager' }) // prettier-ignore

/** A body of a substance of table 1 by its number. */
export const chemical = (name: string, reference: number, quantity: number, inventory: string) => ({ name, cas: null, reference, category: null, quantity, mixture: null, mixtureReason: null, beta: null, betaReason: null, inventory }) // prettier-ignore

/** A demo district with one more plant, whose tank farm holds nothing yet and around which 120 people live. */
export function hazardSourceBook() {
  let book: FreshDatabase
  const made = { enterprise: 0, source: 0 }
  beforeAll(async () => {
    book = await freshDatabase({ demo: true })
    const { rows } = await book.owner.query<{ enterprise: number; source: number }>(`
      with plant as (
        insert into enterprise (scheme, identifier, name, industry, geom, footprint)
        select 'demo', 'M6', '样板化工厂', 'C2614', at, st_setsrid(st_makeenvelope(st_x(at) - 0.001, st_y(at) - 0.001, st_x(at) + 0.001, st_y(at) + 0.001), 4326)
        from (select st_pointonsurface(g.geom) as at from grid g where g.level = 3 order by g.id limit 1) g returning id, geom),
      source as (insert into hazard_source (enterprise, name, unit_kind, geom) select id, '罐区', 'storage', geom from plant returning id, enterprise)
      select enterprise, id as source from source`)
    Object.assign(made, rows[0])
    await book.owner.query(
      `delete from population_point p using enterprise e where e.id = $1 and st_dwithin(p.geom::geography, e.geom::geography, 3000)`,
      [made.enterprise],
    )
    await book.owner.query(
      `insert into population_point (people, geom) select 120, st_translate(geom, 0.003, 0) from enterprise where id = $1`,
      [made.enterprise],
    )
  })
  afterAll(() => book.drop())
  const ask = async <Row extends object>(text: string, values: unknown[] = []) => (await book.owner.query<Row>(text, values)).rows // prettier-ignore
  return {
    made,
    ask,
    get book() {
      return book
    },
    as: (actor: Actor) => deskOf(book, actor),
  }
}
