import { createHash } from 'node:crypto'
import type { Report } from '#core/contract/reports.ts'
import { type PostKind, POSTS, POST_KINDS } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import type { FreshDatabase } from './database.ts'
import type { Belonging, LoggedHazard, Telling } from './reportsOracle.ts'

/** Somebody of the district's side; `account` undefined for a demo identity. */
export const officer = (post: PostKind, { account = POST_KINDS.indexOf(post) + 1, person = POSTS[post].zh as string } = {}): Actor =>
  ({ role: POSTS[post].scope, person, account, post, grids: [] }) // prettier-ignore

const MINUTE = 60_000
const DAY = 86_400_000
const OPEN = ['reported', 'verified', 'dispatched', 'rectifying', 'extension-requested', 'pending-review', 'rejected']

/** Numbers between 0 and 1, the same for a seed. @see mulberry32 */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Happening {
  readonly at: number
  readonly text: string
  readonly values: readonly unknown[]
}
const iso = (moment: number | undefined) => (moment === undefined ? null : new Date(moment).toISOString())

/** The life of a hazard: what the book was told of it, step by step, some of it late and some of it taken back. */
function lifeOf(id: number, random: () => number, enterprises: readonly number[], [from, until]: readonly [number, number]) {
  const pick = <One>(of: readonly One[]): One => of[Math.floor(random() * of.length)]!
  const foundAt = from + Math.floor(random() * (until - from))
  const late = random() < 0.3 ? Math.floor(random() * 60 * DAY) : 0
  let now: Telling = { at: foundAt + late, enterprise: pick(enterprises), major: random() < 0.2, state: 'reported', dueAt: foundAt + Math.floor(random() * 80 * DAY), closedAt: undefined }
  if (random() < 0.1) now = { ...now, state: 'closed', closedAt: foundAt + Math.floor(random() * 50 * DAY) }
  if (random() < 0.05) now = { ...now, state: 'voided', closedAt: undefined }
  const tellings = [now]
  for (let steps = Math.floor(random() * 6); steps > 0; steps -= 1) {
    const at = now.at + MINUTE + Math.floor(random() * 40 * DAY)
    const turn = random()
    if (turn < 0.35) now = { ...now, at, state: 'closed', closedAt: Math.max(foundAt, at - (random() < 0.5 ? Math.floor(random() * 30 * DAY) : 0)) }
    else if (turn < 0.45) now = { ...now, at, state: 'voided', closedAt: undefined }
    else if (turn < 0.55) now = { ...now, at, major: !now.major }
    else if (turn < 0.65) now = { ...now, at, dueAt: foundAt + Math.floor(random() * 120 * DAY) }
    else if (turn < 0.7) now = { ...now, at, enterprise: pick(enterprises) }
    else now = { ...now, at, state: pick(OPEN), closedAt: undefined }
    tellings.push(now)
  }
  return { hazard: { id, foundAt, tellings, deleted: random() < 0.03 }, happenings: happeningsOf(id, foundAt, tellings) }
} // prettier-ignore

function happeningsOf(id: number, foundAt: number, [first, ...rest]: readonly Telling[]): Happening[] {
  const said = ({ enterprise, major, state, dueAt, closedAt }: Telling) => [enterprise, major, state, iso(dueAt), iso(closedAt)] // prettier-ignore
  const insert = 'insert into hazard (id, found_at, source, description, enterprise, major, state, due_at, closed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)' // prettier-ignore
  const update = 'update hazard set enterprise = $2, major = $3, state = $4, due_at = $5, closed_at = $6 where id = $1'
  return [
    { at: first!.at, text: insert, values: [id, iso(foundAt), 'patrol', `隐患 ${id}，"x"`, ...said(first!)] },
    ...rest.map((telling) => ({ at: telling.at, text: update, values: [id, ...said(telling)] })),
  ]
}

/** Three grids, three member units and twelve enterprises; the last two were opened after all that reports are about. */
export async function arrangeDistrict({ owner }: FreshDatabase): Promise<readonly number[]> {
  await owner.query(`
    insert into grid (level, code, name, person, phone) values (1, '1', '全区', '王', '0535-0000003');
    insert into grid (level, code, name, person, phone, parent, geom)
      select 3, '3-' || i, '网格 ' || i, '李', '0535-0000004', 1, st_multi(st_makeenvelope(121 + i * 0.1, 37, 121.1 + i * 0.1, 37.1, 4326))
      from generate_series(1, 3) i;
    insert into department (code, name, person, phone, industries)
      values ('a', '应急管理局', '张', '0535-0000001', '{C}'), ('b', '住建局', '赵', '0535-0000002', '{E}'), ('c', '商务局', '孙', '0535-0000005', '{F,G}');
    insert into enterprise (scheme, identifier, name, industry, geom, opened_at)
      select 'test', i::text, '单位 ' || i, (array['C26', 'E47', 'G59', 'C13', null])[1 + i % 5],
        st_setsrid(st_makepoint(121.05 + i % 4 * 0.1, 37.05), 4326), case when i > 10 then '2026-02-01' else '2020-01-01' end::timestamptz
      from generate_series(1, 12) i`)
  return (await owner.query<{ id: number }>('select id from enterprise order by id')).rows.map(({ id }) => id)
}

/** Fills a district with random lives, told at their times; enterprises change meanwhile. */
export async function randomBook(book: FreshDatabase, seed: number, most: number) {
  const random = randomOf(seed)
  const span = [Date.parse('2025-05-01T00:00:00Z'), Date.parse('2025-12-31T00:00:00Z')] as const
  const ids = await arrangeDistrict(book)
  const { rows: kept } = await book.owner.query<Omit<Belonging, 'at'> & { id: number }>(
    'select id, name, industry, grid, lead_department as department from enterprise order by id',
  )
  const belongings = new Map<number, Belonging[]>(kept.map(({ id, ...place }) => [id, [{ at: -Infinity, ...place }]]))
  const lives = Array.from({ length: most }, (_, at) => lifeOf(at + 1, random, ids, span))
  const happenings = lives.flatMap((life) => life.happenings)
  for (const [place, { id }] of kept.entries()) {
    const at = span[0] + Math.floor(random() * (span[1] - span[0]))
    const { industry, grid, department } = kept[(place + 5) % kept.length]!
    const next = { at, name: `改名 ${id}`, industry, grid, department }
    if (place < kept.length - 2) belongings.get(id)!.push(next)
    else belongings.set(id, [next])
    const text = 'update enterprise set name = $2, industry = $3, grid = $4, lead_department = $5 where id = $1'
    happenings.push({ at, text, values: [id, next.name, industry, grid, department] })
  }
  const client = await book.owner.connect()
  try {
    // keys follow the industry and the position; here they are what the log says
    await client.query(
      'begin; alter table enterprise disable trigger place_enterprise; insert into app.clock (fixed_at) values (now())',
    )
    for (const { at, text, values } of happenings.sort((a, b) => a.at - b.at)) {
      await client.query('update app.clock set fixed_at = $1', [iso(at)])
      await client.query(text, [...values])
    }
    const gone = lives.filter(({ hazard }) => hazard.deleted).map(({ hazard }) => hazard.id)
    await client.query('delete from hazard where id = any ($1)', [gone])
    await client.query('alter table enterprise enable trigger place_enterprise; commit')
  } finally {
    client.release()
  }
  return { hazards: lives.map(({ hazard }): LoggedHazard => hazard), belongings }
}

const digest = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const field = (value: string | number | null) =>
  value === null ? '~,' : `${Buffer.byteLength(String(value))}:${value},`
const micros = (instant: string | null) => instant && instant.replace(/Z$/, '000Z')

/** The hash of a report as docs/reports.md describes it, from what the API tells and the rows with their measures. */
export function hashOf(
  report: Report,
  account: number | null,
  rows: readonly (Report['majors'][number] & { readonly measures: readonly string[] })[],
) {
  const { id, period, supersedes, reason, rule, versions, previous, yearBefore, preparedBy, preparedAt, figures } =
    report
  const told = Object.keys(versions).sort().map((layer) => `${layer}=${versions[layer]}`).join(',') // prettier-ignore
  const head = ['anjian-report-1', id, period, supersedes, reason, rule, told, previous, yearBefore, preparedBy, account, micros(preparedAt)] // prettier-ignore
  const bytes = (text: string) => Buffer.from(text)
  const order = figures
    .map((one) => ({ one, by: Buffer.from([one.section, one.key, one.measure].join('\0')) }))
    .sort((a, b) => Buffer.compare(a.by, b.by))
  const figuresText = order.map(({ one }) => [one.section, one.key, one.label, one.measure, one.value].map(field).join('')).join('') // prettier-ignore
  const lines = [...rows]
    .sort((a, b) => a.id - b.id)
    .map(
      (row) =>
      [row.id, row.enterprise, row.enterpriseName, row.description, String(row.major), row.source, row.industry, row.grid, row.department, micros(row.foundAt), micros(row.dueAt), micros(row.closedAt), row.state, [...row.measures].sort().join(',')].map(field).join(''), // prettier-ignore
    )
  return digest(
    bytes(head.map(field).join('')),
    digest(figuresText),
    digest(Buffer.concat(lines.map((line) => digest(line)))),
  ).toString('hex')
}
