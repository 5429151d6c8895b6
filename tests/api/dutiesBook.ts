/** A book with two duty officers and a leader who have accounts, and others who have none, for tests of the rota. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { PostKind } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { type Desk, deskOf } from './desk.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { accountIn } from './people.ts'

/** Called once by a file of tests: hooks make the book before them, empty the rota before each, and drop the book. */
export function dutyHouse() {
  /** 08:30 of 2026-03-02 in China. */
  const NOW = Date.parse('2026-03-02T00:30:00Z')
  const HOUR = 3_600_000
  const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString()
  const moveTo = (hours: number) => book.clock.set(new Date(NOW + hours * HOUR))

  let book: FreshDatabase
  const accounts: Record<string, number> = {}
  const KINDS: Readonly<Record<string, PostKind>> = { day: 'duty-officer', night: 'duty-officer', chiefly: 'leader' }
  const desks: Record<string, Desk> = {}
  /** Somebody who acts, with an account of theirs or, as a demo identity, without. */
  const who = (actor: Partial<Actor> & Pick<Actor, 'role' | 'person'>) => deskOf(book, { grids: [], ...actor })
  beforeAll(async () => {
    book = await freshDatabase()
    await book.clock.set(new Date(NOW - 48 * HOUR))
    for (const [name, kind] of Object.entries(KINDS)) {
      accounts[name] = (await accountIn(book, name, kind)).account
      desks[name] = who({ role: 'government', post: kind, person: name, account: accounts[name] })
    }
    await book.owner.query(`update account set phone = '1380000' || lpad(id::text, 4, '0')`)
    desks.demo = who({ role: 'government', person: '值班员' })
    desks.steward = who({ role: 'government', post: 'data-steward', person: '管数据的' })
    desks.chief = who({ role: 'grid', post: 'grid-chief', person: '网格长', grids: [1] })
    desks.worker = who({ role: 'enterprise', post: 'worker', person: '工人', enterprise: 1 })
  })
  afterAll(() => book.drop())
  beforeEach(async () => {
    await book.clock.set(new Date(NOW))
    await book.owner.query('truncate duty, duty_handover, duty_log restart identity cascade')
  })

  const turn = (name: string | null, from: number, until: number, seat = 'officer') => ({
    seat, ...(name && name in accounts ? { account: accounts[name] } : { person: name, phone: '0535-1234567' }), fromAt: at(from), untilAt: at(until),
  }) // prettier-ignore
  const plan = (desk: string, ...turns: object[]) => desks[desk]!.post('/duties').send({ turns })
  const now = async (desk: string) => (await desks[desk]!.get('/duties/now')).body.rows[0]
  const give = (desk: string, notes = '2 号罐液位偏高，已通知企业', more: object = {}) =>
    desks[desk]!.post('/duties/handovers').send({ request: randomUUID(), seat: 'officer', notes, ...more })
  const end = (desk: string, { id, changedAt }: { id: number; changedAt: string }, act = 'take', more: object = {}) =>
    desks[desk]!.post(`/duties/handovers/${id}/end`).send({ act, seen: changedAt, ...more })
  const said = ({ status, body }: { status: number; body: { code?: string; detail?: string } }) => [status, body.code]
  /** As the owner of the book. */
  const query: FreshDatabase['owner']['query'] = ((...args: [string, unknown[]?]) => book.owner.query(...args)) as never
  const connect = () => book.owner.connect()
  return { HOUR, NOW, accounts, at, connect, desks, end, give, moveTo, now, plan, query, said, turn, who }
}
