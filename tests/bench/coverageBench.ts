/** How long the proof of coverage takes over a whole city, and after one change of it. */
import type pg from 'pg'
import type { Actor } from '#server/db/actor.ts'
import { inScope } from '#server/db/db.ts'
import { makePool } from '#server/db/pools.ts'
import { runAll } from '#server/features/coverage/run.ts'
import { ask } from '#server/filter/asked.ts'
import { countFaults } from '#server/filter/coverage/faults.ts'
import type { Logins } from './policiesBench.ts'
import { median as middle, table } from './tables.ts'

const GOVERNMENT: Actor = { role: 'government', person: '测速', grids: [] }
/** Changes of each kind that are measured. */
const CHANGES = 30

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

/** What every proof has to do at least: put the grids together, and look at each row once. */
const FLOOR = [
  'select st_npoints(st_union(geom)) from grid where level = 3',
  `select count(*) filter (where grid is null), count(*) filter (where lead_department is null), count(distinct industry), max(visited_at) from enterprise`,
]

/** Draws a corner of a border a metre away, of one of the two grids alone: on one side of it land is bare then, or had twice. */
const REDRAW = `update grid set geom = st_multi(st_makepolygon(st_setpoint(drawn.ring, 5, st_translate(st_pointn(drawn.ring, 6), 0, 1e-5))))
  from (select g.id, st_exteriorring(st_geometryn(g.geom, 1)) as ring from grid g where g.level = 3 order by hashint4(g.id + $1::integer), g.id limit 1) drawn
  where grid.id = drawn.id`
/** Moves an enterprise far away, into no grid. */
const MOVE = `update enterprise set geom = st_translate(geom, 3, 0)
  where id = (select e.id from enterprise e where e.id > $1::integer * 1000 order by e.id limit 1)`
const CASES = [
  ['one border redrawn', REDRAW],
  ['one enterprise moved', MOVE],
] as const

const figures = (pool: pg.Pool) =>
  inScope(pool, GOVERNMENT, async (db) => countFaults(db, await ask(db, {}), {}), { snapshot: true })

/** A change as its writer does it, the same past every trigger, and the figures after it as everybody is told; each taken back. */
async function changed(logins: Logins, statement: string) {
  const owner = makePool(logins.owner, { size: 1 })
  const server = makePool(logins.server, { size: 1 })
  const client = await owner.connect()
  const times: Record<'origin' | 'replica' | 'told', number[]> = { origin: [], replica: [], told: [] }
  for (let n = 1; n <= CHANGES; n += 1) {
    for (const role of ['replica', 'origin'] as const) {
      await client.query(`begin; set local session_replication_role = ${role}`)
      times[role].push(await seconds(() => client.query(statement, [n])))
      await client.query('rollback')
    }
    times.told.push(await seconds(() => figures(server)))
  }
  client.release()
  await Promise.all([owner.end(), server.end()])
  return times
}

/** What keeping all layers of a certificate takes where none was kept before, as its trigger does it; taken back. */
async function keeping(owner: pg.Pool, data: unknown): Promise<number> {
  const client = await owner.connect()
  await client.query(`begin; create temporary table certified (data jsonb) on commit drop;
    create trigger keep_data before insert on certified for each row execute function app.keep_certified_data()`)
  const time = await seconds(() => client.query('insert into certified values ($1)', [JSON.stringify(data)]))
  await client.query('rollback')
  client.release()
  return time
}

/** Rounds of the whole run, part by part, and of the floor. */
async function wholeRuns(logins: Logins, rounds: number) {
  const owner = makePool(logins.owner, { size: 1 })
  const server = makePool(logins.server, { size: 1 })
  const times: Record<'floor' | 'territory' | 'told' | 'signed' | 'kept', number[]> = { floor: [], territory: [], told: [], signed: [], kept: [] } // prettier-ignore
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, statement] of FLOOR.entries()) {
      const time = await seconds(() => owner.query(statement))
      times.floor[round] = (name > 0 ? times.floor[round]! : 0) + time
    }
    times.territory.push(await seconds(() => owner.query('select app.prove_territory()')))
    times.told.push(await seconds(() => figures(server)))
    let data: unknown
    const run = async () => (data = (await inScope(server, GOVERNMENT, runAll, { snapshot: true })).stated.data)
    times.signed.push(await seconds(run))
    times.kept.push(await keeping(owner, data))
  }
  await Promise.all([owner.end(), server.end()])
  return times
}

/** Times of the whole proof, and of the proof after one change, beside what must be done at least. */
export async function coverageTable(logins: Logins, rounds: number): Promise<string> {
  const { floor, territory, told, signed, kept } = await wholeRuns(logins, rounds)
  const whole = territory.map((time, at) => time + signed[at]! + kept[at]!)
  const rows = [
    ['whole run: territory, every rule, the digest that is signed, and what it keeps', middle(whole), Math.max(...whole), middle(floor), middle(floor) / middle(whole)],
    ['· territory alone', middle(territory), Math.max(...territory), '', ''],
    ['· keeping every layer alone', middle(kept), Math.max(...kept), '', ''],
    ['· the thirteen figures alone', middle(told), Math.max(...told), '', ''],
  ] // prettier-ignore
  for (const [name, statement] of CASES) {
    const { origin, replica, told: after } = await changed(logins, statement)
    const both = origin.map((time, at) => time + after[at]!)
    rows.push([`${name}, and the thirteen figures`, middle(both), Math.max(...both), middle(replica), middle(replica) / middle(both)]) // prettier-ignore
    rows.push(['· the change alone', middle(origin), Math.max(...origin), middle(replica), middle(replica) / middle(origin)]) // prettier-ignore
  }
  return table(['seconds', 'median', 'most', 'floor', 'ratio'], rows)
}
