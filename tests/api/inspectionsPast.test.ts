/** Past the server: what the database itself refuses of inspections, answers, records and findings. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clockRefusal, INSPECTION_KINDS, INSPECTION_RIGHTS } from '#core/domain/inspections.ts'
import { inScope } from '../../server/db/db.ts'
import { verbatim } from '../../server/db/sql.ts'
import type { FreshDatabase } from './database.ts'
import { actorOf, later, NOW, type PersonKey } from './hazardLoopBook.ts'
import { DONE, DONE_BY_LIST, inspectionBook, NEARBY, visit, writersOf } from './inspectionsBook.ts'

let book: FreshDatabase
let writers: ReturnType<typeof writersOf>
let id: number
let finished: number
const idOf = async (request: string) =>
  (await book.owner.query('select id from inspection where request = $1', [request])).rows[0]?.id as number
beforeAll(async () => {
  book = await inspectionBook()
  writers = writersOf(book)
  id = await idOf(await writers.begun('chief', { checklist: 1, answers: [{ item: 1, answer: 'ok' }], checkIn: NEARBY }))
  finished = await idOf(await writers.begun('chief', DONE_BY_LIST)) // prettier-ignore
})
afterAll(() => book.drop())

/** Rows that a statement touches as this person, or how it is refused. */
const as = (who: PersonKey, text: string) =>
  inScope(book.pool, actorOf(who), (db) => db.run(verbatim(text, []))).catch(
    (error: { code?: string; constraint?: string }) => error.constraint ?? error.code,
  )
const made = (fields = '', values = '', { kind = 'patrol', enterprise = 1, at = `'${NOW.toISOString()}'` } = {}) =>
  `insert into inspection (enterprise, kind, request, digest, device_at${fields}) values (${enterprise}, '${kind}', gen_random_uuid(), repeat('0', 64), ${at}${values})`

describe('the database', () => {
  test('holds the same rights as the core', async () => {
    const { rows } = await book.owner.query('select post, kind from inspection_right order by 1, 2')
    const core = Object.entries(INSPECTION_RIGHTS).flatMap(([post, kinds]) => kinds.map((kind) => ({ post, kind })))
    expect(rows).toEqual(core.sort((a, b) => (`${a.post} ${a.kind}` < `${b.post} ${b.kind}` ? -1 : 1)))
  })

  test('takes an inspection of whom it allows, of no other post, kind or enterprise', async () => {
    expect(await as('chief', made())).toBe(1)
    for (const kind of INSPECTION_KINDS.filter((one) => !INSPECTION_RIGHTS['grid-chief']?.includes(one)))
      expect(await as('chief', made('', '', { kind })), kind).toBe('42501')
    expect(await as('chief', made('', '', { enterprise: 2 }))).toBe('42501')
    for (const who of ['worker', 'steward', 'expert', 'manager', 'leader'] as const)
      expect(await as(who, made()), who).toBe('42501')
  })

  test('takes nobody’s word for who inspected, when it came, how far off it was, or what was found', async () => {
    for (const [column, value] of [
      ['inspector', `'他人'`],
      ['received_at', 'now()'],
      ['inspected_at', 'now()'],
      ['version', '7'],
      ['findings', '0'],
      ['distance_m', '0'],
      ['state', `'finished'`],
    ])
      // prettier-ignore
      expect(await as('chief', made(`, ${column}`, `, ${value}`)), column).toBe('42501')
    for (const change of [
      'findings = 0',
      'version = 9',
      'distance_m = 0',
      'received_at = now()',
      `kind = 'joint'`,
      'enterprise = 2',
      'device_at = now()',
      `inspector = '他人'`,
    ])
      // prettier-ignore
      expect(await as('chief', `update inspection set ${change} where id = ${id}`), change).toBe('42501')
  })

  test('judges clocks as the core does', async () => {
    for (const hours of [-745, -744.001, -744, -1, 0, 2, 2.001, 99]) {
      const at = later(hours / 24)
      const refused = clockRefusal(Date.parse(at), NOW.getTime()) !== undefined
      expect(await as('chief', made('', '', { at: `'${at}'` })), String(hours)).toBe(refused ? 'inspection_device_clock' : 1) // prettier-ignore
      const checked = made(
        ', checked_in_at, checked_in_point, accuracy_m',
        `, '${at}', st_setsrid(st_makepoint(0, 0), 4326), 1`,
      )
      expect(await as('chief', checked), String(hours)).toBe(refused ? 'inspection_check_in_clock' : 1)
    }
    const off = made(', checked_in_at, checked_in_point, accuracy_m', `, '${NOW.toISOString()}', st_setsrid(st_makepoint(181, 0), 4326), 1`) // prettier-ignore
    expect(await as('chief', off)).toBe('inspection_check_in_on_earth')
  })

  test('keeps a check-in, and a finished inspection with its answers, as they are', async () => {
    expect(await as('chief', `update inspection set accuracy_m = 1 where id = ${id}`)).toBe('inspection_refused_checked_in') // prettier-ignore
    expect(await as('chief', `update inspection set note = '改' where id = ${finished}`)).toBe(0)
    expect(await as('chief', `update inspection_answer set answer = 'wrong' where inspection = ${finished}`)).toBe('inspection_refused_finished') // prettier-ignore
    expect(await as('chief', `delete from inspection_answer where inspection = ${finished}`)).toBe('inspection_refused_finished') // prettier-ignore
    expect(await as('chief', `delete from inspection where id = ${id}`)).toBe('42501')
    expect(await as('chief', `update inspection set note = '续' where id = ${id}`)).toBe(1)
    expect((await book.owner.query(`select version from inspection where id = ${id}`)).rows).toEqual([{ version: 2 }])
  })

  test('lets nobody write on what another began', async () => {
    for (const who of ['runner', 'duty', 'leader', 'expert'] as const) {
      expect(await as(who, `update inspection set note = '改' where id = ${id}`), who).toBe(0)
      expect(await as(who, `update inspection_answer set answer = 'wrong' where inspection = ${id}`), who).toBe(0)
      expect(await as(who, `insert into inspection_answer (inspection, checklist, item, answer) values (${id}, 1, 2, 'ok')`), who).toBe('42501') // prettier-ignore
      const forged = `insert into hazard (request, enterprise, source, description, found_at, due_at, changed_at, changed_by, inspection)
        values (gen_random_uuid(), 1, '${who === 'expert' ? 'expert' : 'patrol'}', '冒名', '${NOW.toISOString()}', '${later(3)}', '${NOW.toISOString()}', '冒名', ${id})` // prettier-ignore
      expect(await as(who, forged), who).toBe('inspection_refused_not_own')
    }
  })

  test('lets records only grow', async () => {
    const add = (who: PersonKey, kind = 'remark') =>
      as(who, `insert into inspection_record (inspection, request, kind, note) values (${finished}, gen_random_uuid(), '${kind}', '补记')`) // prettier-ignore
    expect(await add('chief')).toBe(1)
    expect(await add('runner')).toBe('42501')
    expect(await add('officer')).toBe('42501')
    expect(await add('officer', 'tracking')).toBe(1)
    expect(await as('chief', `update inspection_record set note = '改' where inspection = ${finished}`)).toBe('42501')
    await expect(book.owner.query(`update inspection_record set note = '改'`)).rejects.toMatchObject({ constraint: 'inspection_refused_records_stay' }) // prettier-ignore
  })

  test('shows checklists to walls and administrators as little as it lets them be written', async () => {
    for (const role of ['wall', 'system', 'security'] as const)
      expect(await inScope(book.pool, { role, person: role, grids: [] }, (db) => db.run(verbatim('select from checklist', [])))).toBe(0) // prettier-ignore
    expect(await as('duty', `insert into checklist (name, source) values ('伪', '伪')`)).toBe('42501')
    expect(await as('duty', `update checklist set state = 'retired'`)).toBe(0)
  })
})

test('a visit made here counts as a visit of the enterprise once it is finished, a self-inspection does not', async () => {
  const visited = async () => (await book.owner.query('select visited_at from enterprise where id = 1')).rows[0]?.visited_at // prettier-ignore
  await book.owner.query('delete from hazard; delete from inspection')
  await writers.put('manager', '00000000-0000-4000-8000-000000000001', visit({ kind: 'self', ...DONE }))
  expect(await visited()).toBe(null)
  await writers.put('chief', '00000000-0000-4000-8000-000000000002', visit({ deviceAt: later(-2) }))
  expect(await visited()).toBe(null)
  await book.owner.query('select app.rebuild_rollups()')
  expect(await visited()).toBe(null)
  const file = async () => (await writers.desks.leader.get('/enterprises/1/file')).body.sections.find(({ section }: { section: string }) => section === 'inspections') // prettier-ignore
  expect((await file()).lacks).toEqual(['visit'])
  await writers.put('chief', '00000000-0000-4000-8000-000000000002', visit({ deviceAt: later(-2), seen: 1, ...DONE })) // prettier-ignore
  expect((await file()).lacks).toEqual([])
  expect(await visited()).toBe(later(-2))
})
