import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Filter } from '#core/contract/filter.ts'
import type { Actor } from '../../server/db/actor.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'
import { type Ledger, readLedger } from './ledger.ts'
import { pick, randomFilter, randomOf } from './randomFilters.ts'
import { enterprisesOf } from './scoped/filtering.ts'
import { type LoggedHazard } from './scoped/loopOracle.ts'
import { readTerritory, type Territory } from './scoped/territory.ts'

const duty: Actor = { role: 'government', person: '值班员', grids: [], post: 'duty-officer' }
let book: FreshDatabase
let ledger: Ledger & Territory
let desk: Desk
let sources: ReadonlyMap<number, string>

beforeAll(async () => {
  book = await freshDatabase({ hard: true })
  const { rows } = await book.owner.query<{ now: string }>("select date_trunc('milliseconds', app.now()) as now")
  await book.clock.set(new Date(rows[0]!.now))
  ledger = { ...(await readLedger(book.owner)), ...(await readTerritory(book.owner)) }
  const found = await book.owner.query<{ id: number; source: string }>('select id, source from hazard')
  sources = new Map(found.rows.map(({ id, source }) => [id, source]))
  desk = deskOf(book, duty)
}, PATIENCE)
afterAll(() => book.drop())

/** Whose turn it is in each open state, as 03 of the standards has it; who found it alone may take a supervisor's step as well. */
const ENTERPRISE = ['dispatched', 'rectifying', 'rejected']
const SUPERVISOR = ['reported', 'verified', 'extension-requested', 'pending-review']
const OWN = ['reported', 'verified', 'pending-review']

type Beside = Readonly<Record<string, string>>
function besideOf(random: () => number): Beside {
  const { logged } = ledger
  const made: Record<string, () => string> = {
    state: () => pick(random, [pick(random, logged).state, 'closed', 'voided']),
    turn: () => pick(random, ['enterprise', 'supervisor', 'anyone']),
    grade: () => pick(random, ['general', 'general', 'major']),
    late: () => '1',
    enterprise: () => String(pick(random, logged).enterprise),
  }
  // alone, these are counted by sums
  const summed = [{ state: 'closed' }, { grade: 'general' }, { state: 'closed', grade: 'general' }]
  if (random() < 0.4) return { ...pick(random, summed), order: 'found' }
  const chosen = Object.keys(made).filter(() => random() < 0.25)
  return { ...Object.fromEntries(chosen.map((key) => [key, made[key]!()])), order: pick(random, ['found', 'due']) }
}

function belongs(hazard: LoggedHazard, { state, turn, grade, late, enterprise }: Beside): boolean {
  const open = hazard.state !== 'closed' && hazard.state !== 'voided'
  const isOwn = !hazard.major && sources.get(hazard.id) === 'self' && OWN.includes(hazard.state)
  const turns = {
    enterprise: ENTERPRISE.includes(hazard.state) || isOwn,
    supervisor: SUPERVISOR.includes(hazard.state),
    anyone: open,
  }
  return (
    (!state || hazard.state === state) &&
    (!turn || turns[turn as keyof typeof turns]) &&
    (!grade || hazard.major === (grade === 'major')) &&
    (!late || (open && hazard.due < ledger.now)) &&
    (!enterprise || hazard.enterprise === Number(enterprise))
  )
}

/** Ids in the order of the list. */
function expected(filter: Filter, beside: Beside): number[] {
  const ids = new Set(enterprisesOf(ledger, duty, filter).map(({ id }) => id))
  const rows = ledger.logged.filter((hazard) => ids.has(hazard.enterprise) && belongs(hazard, beside))
  const sign = beside.order === 'due' ? 1 : -1
  const key = ({ found, due }: LoggedHazard) => (beside.order === 'due' ? due : found).getTime()
  return rows.sort((a, b) => sign * (key(a) - key(b) || a.id - b.id)).map(({ id }) => id)
}

test('a list of hazards holds what state, turn, grade and lateness leave of a filter, in its order, and counts it', async (context) => {
  const compared = proves(context, {
    claim: 'Lists of hazards under random filters, states, turns and grades hold exactly their rows in order, and their totals',
    judged: 'GET /hazards',
    judge: 'the logs of all hazards in plain arithmetic',
  })
  const met = new Set<string>()
  for (let seed = 0; seed < cases(160, 2_000); seed++) {
    const random = randomOf(seed * 6007 + 3)
    const { text, filter } = random() < 0.4 ? { text: {}, filter: {} } : randomFilter(random, ledger, 2)
    const beside = besideOf(random)
    const query = { ...text, ...beside }
    const wanted = expected(filter, beside)
    const { body, status } = await desk.get('/hazards').query({ ...query, limit: '1' })
    expect([status, body.total], JSON.stringify(query)).toEqual([200, wanted.length])
    if (wanted.length < 1_500) {
      const rows = await everyPage<{ id: number }>(desk, '/hazards', query, ({ rows }: { rows: { id: number }[] }) => rows)
      expect(rows.map(({ id }) => id), JSON.stringify(query)).toEqual(wanted)
    }
    if (wanted.length > 0) for (const key of Object.keys(beside)) met.add(`${key} ${beside[key]}`)
    compared()
  }
  for (const one of ['state closed', 'state voided', 'turn enterprise', 'turn supervisor', 'grade general', 'grade major', 'late 1', 'order due'])
    expect([one, met.has(one)]).toEqual([one, true])
}, PATIENCE) // prettier-ignore
