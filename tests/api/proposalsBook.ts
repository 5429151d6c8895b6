import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { Proposal } from '#core/contract/proposals.ts'
import { POST_KINDS, type PostKind, POSTS } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

export const NOW = new Date('2026-06-15T02:00:00Z')
interface Plant {
  readonly id: number
  readonly grid: number
  readonly department: number
  readonly lng: number
  readonly lat: number
}

/** The demonstration at one time, a plant of it, and desks of those who change its facts. Called once by a file of tests. */
export function proposalsBook() {
  let book: FreshDatabase
  let plant: Plant
  beforeAll(async () => {
    book = await freshDatabase({ demo: true })
    await book.clock.set(NOW)
    plant =
      await one<Plant>(`select e.id, e.grid, e.lead_department as department, st_x(e.geom) as lng, st_y(e.geom) as lat from enterprise e
      where e.grid is not null and e.lead_department is not null and e.footprint is not null
        and exists (select from hazard_source s where s.enterprise = e.id and s.alpha_people > 0) order by e.id limit 1`)
  })
  afterAll(() => book.drop())
  beforeEach(() => book.owner.query('delete from proposal'))

  const one = async <Row>(text: string, values: unknown[] = []) =>
    (await book.owner.query(text, values)).rows[0] as unknown as Row
  const actorOf = (post: PostKind, { account = POST_KINDS.indexOf(post) + 1, person = POSTS[post].zh as string } = {}): Actor => {
    const scope = POSTS[post].scope
    return { role: scope, person, account, post, grids: scope === 'grid' ? [plant.grid] : [],
      ...(scope === 'department' && { department: plant.department }), ...(scope === 'enterprise' && { enterprise: plant.id }) }
  } // prettier-ignore
  const by = (post: PostKind, beside?: { account?: number; person?: string }) => deskOf(book, actorOf(post, beside))
  const factsOf = async (post: PostKind = 'data-steward') => (await by(post).get(`/enterprises/${plant.id}/facts`)).body
  const change = (fields: object, post: PostKind = 'data-steward') =>
    by(post).post(`/enterprises/${plant.id}`).send({ fields })
  const put = (fields: object, post: PostKind = 'safety-manager') =>
    by(post).post(`/enterprises/${plant.id}/proposals`).send({ fields, note: '情况有变' })
  async function proposed(fields: object): Promise<Proposal> {
    const { body, status } = await put(fields)
    expect(status, JSON.stringify(body)).toBe(201)
    return Proposal.parse(body)
  }
  const accept = (id: number, post: PostKind = 'data-steward', beside?: { account?: number; person?: string }) =>
    by(post, beside).post(`/proposals/${id}/acceptance`).send({})
  const refuse = (id: number, post: PostKind = 'data-steward') =>
    by(post).post(`/proposals/${id}/refusal`).send({ reason: '依据不足' })
  const told = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]
  const staffNow = async () =>
    (await one<{ staff: number }>('select staff from enterprise where id = $1', [plant.id])).staff
  return {
    get book() {
      return book
    },
    get plant() {
      return plant
    },
    one,
    actorOf,
    by,
    factsOf,
    change,
    put,
    proposed,
    accept,
    refuse,
    told,
    staffNow,
  }
}
