import type pg from 'pg'
import { expect } from 'vitest'
import { inScope } from '../../../server/db/db.ts'
import { Sql } from '../../../server/db/sql.ts'
import type { Given } from './questions.ts'
import { DISCLOSED } from './sights.ts'

const VIEWS = {
  public_enterprise: 'select to_jsonb(v) - $$geom$$ as row from public_enterprise v order by id',
  public_hazard_source: 'select to_jsonb(v) - $$geom$$ as row from public_hazard_source v order by id',
  public_district: 'select to_jsonb(v) - $$geom$$ as row from public_district v',
} as const

/** What the public reads through the views, under the class and colour of a filter, with every column but the position. */
export async function disclosed(pool: pg.Pool, { book, random }: Given, about: string): Promise<void> {
  const views = Object.keys(VIEWS) as (keyof typeof VIEWS)[]
  const view = views[Math.floor(random() * views.length)]!
  const told = await inScope(pool, { role: 'public', person: 'public', grids: [] }, (db) =>
    db.raw(new Sql([VIEWS[view]], [])),
  )
  const expected = {
    public_enterprise: () =>
      book.enterprises.filter(DISCLOSED.enterprise).map(({ id, name, risk }) => ({ id, name, risk })),
    public_hazard_source: () =>
      book.sources
        .filter(DISCLOSED.source)
        .sort((a, b) => a.id - b.id)
        .map(({ id, enterprise, name, level, principal }) => {
          const owner = book.enterprises.find((row) => row.id === enterprise)
          const named = owner && DISCLOSED.enterprise(owner) ? owner.name : null
          return { id, name, level, principal, enterprise_name: named }
        }),
    public_district: () => [{ id: book.district.id, name: book.district.name, demo: book.district.demo }],
  }[view]()
  expect(
    told.rows.map(({ row }) => row as unknown),
    `${view}, ${about}`,
  ).toEqual(expected)
}
