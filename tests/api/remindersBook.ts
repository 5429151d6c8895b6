import { afterAll, beforeAll } from 'vitest'
import type { Reminder } from '#core/contract/reminders.ts'
import { POST_KINDS, type PostKind, POSTS } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

/** Ten in the morning in China. */
export const NOW = new Date('2026-06-15T02:00:00Z')
export const DAY = 86_400_000
/** The day so many days after NOW. */
export const dayAfter = (days: number) => new Date(NOW.getTime() + days * DAY).toISOString().slice(0, 10)

interface Plant {
  readonly id: number
  readonly grid: number
  readonly department: number
}

/** A book at one time with two plants of different grids and departments, and desks of people about them. Called once by a file of tests. */
export function remindersBook() {
  let book: FreshDatabase
  let plants: readonly [own: Plant, other: Plant]
  const many = async <Row>(text: string, values: unknown[] = []) => (await book.owner.query(text, values)).rows as Row[]
  beforeAll(async () => {
    book = await freshDatabase()
    await book.clock.set(NOW)
    await book.owner.query(`
      insert into department (code, name, person, phone, industries) values ('U1', '应急管理局', '钱', '0535-0000005', '{C}'),
        ('U2', '商务局', '孙', '0535-0000006', '{F}');
      insert into grid (level, code, name, person, phone) values (1, '1', '全区', '王', '0535-0000003');
      insert into grid (level, code, name, person, phone, parent, geom)
        select 3, '3' || i, '网格' || i, '赵', '0535-0000004', 1, st_multi(st_makeenvelope(120 + i, 37, 121 + i, 38, 4326)) from generate_series(0, 1) i;
      insert into enterprise (scheme, identifier, name, industry, geom)
        select 'demo', 'E' || i, '样板' || i || '厂', case i when 0 then 'C26' else 'F51' end, st_setsrid(st_makepoint(120.5 + i, 37.5), 4326)
        from generate_series(0, 1) i`)
    const [own, other] = await many<Plant>('select id, grid, lead_department as department from enterprise order by id')
    plants = [own!, other!]
  }) // prettier-ignore
  afterAll(() => book.drop())

  const actorOf = (post: PostKind, { id, grid, department } = plants[0], more: Partial<Actor> = {}): Actor => {
    const { scope, zh } = POSTS[post]
    return { role: scope, person: zh, account: POST_KINDS.indexOf(post) + 1, post, grids: scope === 'grid' ? [grid] : [],
      ...(scope === 'department' && { department }), ...(scope === 'enterprise' && { enterprise: id }), ...more }
  } // prettier-ignore
  const by = (post: PostKind, plant = plants[0], more: Partial<Actor> = {}) => deskOf(book, actorOf(post, plant, more))
  /** The clock goes on to the same hour so many days after NOW. */
  const later = (days: number) => book.clock.set(new Date(NOW.getTime() + days * DAY))
  /** The own plant's licence of a kind nothing else has, to a day; nothing of it was reminded of before. */
  async function licenceUntil(day: string, number = 'X-1', plant = plants[0]): Promise<void> {
    await book.owner.query(
      `insert into licence (enterprise, kind, number, issuer, issued_on, expires_on) values ($1, 'discharge', $2, '某局', '2020-01-01', $3)`,
      [plant.id, number, day],
    )
  }
  const forget = async () => {
    await book.owner.query("delete from licence where kind = 'discharge'")
    await book.owner.query('delete from reminder')
    await book.clock.set(NOW)
  }
  /** What one is reminded of about papers of that kind, as text: enterprise, days, whether it was read and is settled. */
  async function told(post: PostKind, { plant = plants[0], share = 'open', of = 'X' } = {}): Promise<string[]> {
    const rows: Reminder[] = []
    for (let after: string | null = ''; after !== null;) {
      const { body } = await by(post, plant).get('/reminders').query({ share, limit: '200', ...(after && { after }) })
      rows.push(...body.rows)
      after = body.next
    }
    return rows.filter(({ called }) => called?.startsWith(of)).map((row) =>
      [row.called, row.lastDay, row.days, row.side, ...(row.readAt ? ['read'] : []), ...(row.settled ? ['settled'] : [])].join(' '))
  } // prettier-ignore
  return {
    get book() {
      return book
    },
    get plants() {
      return plants
    },
    many,
    actorOf,
    by,
    later,
    licenceUntil,
    forget,
    told,
  }
}
