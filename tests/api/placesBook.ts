import { afterAll, beforeAll } from 'vitest'
import { PlaceFile } from '#core/contract/places.ts'
import type { PlaceTenant } from '#core/contract/tenants.ts'
import { completeUscc } from '#core/domain/uscc.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'

export const NOW = new Date('2026-06-15T02:00:00Z')
export const steward: Actor = { role: 'government', person: '数据管理员', grids: [], post: 'data-steward' }

/** A place's file with nothing filled in but what it must have. */
export const BARE = {
  kind: 'tower',
  name: '新楼',
  ...{
    code: null,
    address: null,
    manager: null,
    managerCode: null,
    managerEnterprise: null,
    person: null,
    phone: null,
  },
  ...{ safetyManager: null, safetyManagerPhone: null, emergencyContact: null, emergencyPhone: null },
  ...{ floors: null, area: null, units: null, leadDepartment: null },
}
export const TENANT = { name: '拾光文印', room: '3 层 305', industry: 'C23', contact: '陆青禾', phone: '0535-0000777', since: '2025-03-01' } // prettier-ignore
export const uscc = (n: number) => completeUscc(`91370671HNET${String(n).padStart(4, '0')}`)

/** The demo district at a moment that stands still, as the data steward sees it; `tower` has tenants of both kinds. */
export function placesBook() {
  let book: FreshDatabase
  let desk: Desk
  const tower = { id: 0, grid: 0, name: '' }
  beforeAll(async () => {
    book = await freshDatabase({ demo: true })
    await book.clock.set(NOW)
    desk = deskOf(book, steward)
    const { rows } = await book.owner.query<typeof tower>(
      `select p.id, p.grid, p.name from place p where p.kind = 'tower' and exists (select from enterprise e where e.place = p.id)
         and exists (select from tenant t where t.place = p.id and t.until is null) order by p.id limit 1`,
    )
    Object.assign(tower, rows[0])
  })
  afterAll(() => book.drop())

  const one = async <Row>(text: string, values: unknown[] = []) =>
    (await book.owner.query(text, values)).rows[0] as unknown as Row
  /** Says which constraint refused; undefined where none did. */
  const refusal = (text: string, values: unknown[] = []) =>
    book.owner.query(text, values).then(
      () => undefined,
      (error: { constraint?: string }) => error.constraint,
    )
  const fileOf = async (id: number, by = desk) => PlaceFile.parse((await by.get(`/places/${id}`)).body)
  const tenantsOf = (id: number, query: Record<string, string> = {}, by = desk) =>
    everyPage(by, `/places/${id}/tenants`, query, ({ rows }: { rows: PlaceTenant[] }) => rows)
  const add = async (id: number, body: object = {}) =>
    (await desk.post(`/places/${id}/tenants`).send({ ...TENANT, ...body })).body.tenant as number
  /** An enterprise that sits nowhere, or in a place. */
  const enterprise = async (n: number, name: string, place: number | null = null) =>
    (
      await one<{ id: number }>(
        `insert into enterprise (scheme, identifier, name, place) values ('uscc', $1, $2, $3) returning id`,
        [uscc(n), name, place],
      )
    ).id
  return {
    get book() {
      return book
    },
    get desk() {
      return desk
    },
    as: (actor: Partial<Actor>) => deskOf(book, { role: 'government', person: '某人', grids: [], ...actor }),
    tower,
    one,
    refusal,
    fileOf,
    tenantsOf,
    add,
    enterprise,
  }
}
