import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HAND_ACTS, type HandAct, HAZARD_RIGHTS, HAZARD_TRANSITIONS } from '#core/domain/hazardActs.ts'
import { type Deed, type Hand, type LoopHazard, refusalOf, step } from '#core/domain/hazardLoop.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { cases, casesOf, PATIENCE, proves } from '../sample.ts'
import type { FreshDatabase } from './database.ts'
import { actorOf, attend, filed, LEAST, loopBook, NOW, PEOPLE, type PersonKey } from './hazardLoopBook.ts'
import { pick, randomOf } from './randomFilters.ts'

const DAY = 86_400_000
/** Longer than 10,000 logs take on two busy cores; `npm run proof` gives its part more. */
const LONGEST_MS = 90 * 60_000
const KEYS = (Object.keys(PEOPLE) as PersonKey[]).filter((key) => key !== 'expert')
const FINDERS = { duty: ['enforcement', 'expert'], chief: ['patrol'], manager: ['self'], officer: ['patrol', 'report'] } as const // prettier-ignore

let book: FreshDatabase
beforeAll(async () => {
  book = await loopBook()
})
afterAll(() => book.drop())

const handOf = (key: PersonKey): Hand => {
  const { post, person, ...rest } = PEOPLE[key]
  return { post, key: person, department: 'department' in rest ? rest.department : undefined }
}

/** A hazard that somebody reports now, in the book and as the core has it. */
async function report(random: () => number, now: number, attended: boolean): Promise<[number, LoopHazard]> {
  const finder = pick(random, Object.keys(FINDERS) as (keyof typeof FINDERS)[])
  const source = pick<string>(random, FINDERS[finder])
  const major = random() < 0.4
  const dueAt = now + Math.floor(random() * 30 * DAY)
  const request = randomUUID()
  await inScope(book.pool, actorOf(finder), (db) =>
    db.run(sql`insert into hazard (request, enterprise, source, major, description, found_at, due_at)
      values (${request}::uuid, 1, ${source}, ${major}::boolean, '随机', app.now(), ${new Date(dueAt).toISOString()}::timestamptz)`),
  )
  const { rows } = await book.owner.query<{ id: number }>('select id from hazard where request = $1', [request])
  return [
    rows[0]!.id,
    {
      events: 1, at: now, state: 'reported', source, major, kind: null, dueAt, dispatchedAt: null, submittedAt: null, closedAt: null,
      finder: PEOPLE[finder].person, submitter: null, askedUntil: null, supervising: null, stopped: false, revisitOn: null, rebounded: false,
      attended,
    },
  ] // prettier-ignore
}

/** What a deed cites, and the bytes of each, by a model apart from the database: nothing, what is new, or what was cited before. */
interface Cited {
  readonly documents: readonly number[]
  readonly isBorneOut: boolean
}
async function citedBy(random: () => number, act: HandAct, cited: ReadonlySet<number>): Promise<Cited> {
  if (act !== 'submit' && act !== 'fix-on-spot') return { documents: [], isBorneOut: true }
  const roll = random()
  if (roll < 0.15) return { documents: [], isBorneOut: false }
  if (roll < 0.35 && cited.size > 0) return { documents: [pick(random, [...cited])], isBorneOut: act === 'fix-on-spot' }
  return { documents: [await filed(book)], isBorneOut: true }
} // prettier-ignore

/** An act that mostly can be done, by somebody who mostly may, that says what mostly fits. */
function chosen(random: () => number, hazard: LoopHazard, now: number): [PersonKey, Deed] {
  const isWatched = random() < 0.5 // else nothing major would be judged before somebody supervises it
  const here = HAZARD_TRANSITIONS.filter(
    ([act, from]) => from === hazard.state && act !== 'void' && (act !== 'supervise' || isWatched),
  ).map(([act]) => act)
  const isGivenUp = hazard.state === 'reported' && hazard.source === 'self' && now > hazard.dueAt && random() < 0.3
  const act: HandAct = isGivenUp
    ? 'void'
    : random() < 0.85 && here.length > 0
      ? pick(random, here)
      : pick(random, HAND_ACTS)
  const able = KEYS.filter((key) => (HAZARD_RIGHTS[PEOPLE[key].post] ?? []).some(([one]) => one === act))
  const who = isGivenUp
    ? pick(random, ['manager', 'officer'] as const)
    : random() < 0.85
      ? pick(random, able)
      : pick(random, KEYS)
  const at = (days: number) => now + Math.floor(days * DAY)
  const given = LEAST[act](new Date(now))
  const said: Record<string, unknown> = { act, ...given }
  if ('dueAt' in given) said.dueAt = at(random() < 0.8 ? 1 + random() * 60 : random() * 420 - 20)
  if (act === 'grant-extension' && hazard.askedUntil !== null && random() < 0.7)
    said.dueAt = hazard.dueAt + Math.floor(random() * (hazard.askedUntil - hazard.dueAt + 2))
  if (act === 'dispatch' && random() < (now > hazard.dueAt ? 0.85 : 0.2)) said.dueAt = hazard.dueAt
  if (act === 'verify') Object.assign(said, { major: random() < 0.4, kind: pick(random, ['fire', 'site']) })
  if (act === 'verify' && random() < 0.8) said.clause = '条款'
  if (act === 'dispatch') said.stopped = random() < 0.4
  if (act === 'dispatch' && random() < 0.15) delete said[pick(random, ['funds', 'emergencyPlan'])]
  if (act === 'pass') {
    if (random() < 0.3) delete said.revisitOn
    else said.revisitOn = new Date(at(random() < 0.8 ? 2 + random() * 60 : random() * 420 - 20)).toISOString().slice(0, 10) // prettier-ignore
  }
  return [who, said as unknown as Deed]
}

/** Adds the event as whoever acts, with no server in between. @returns the name of what refuses it; undefined where it is kept */
async function insert(
  id: number,
  n: number,
  who: PersonKey,
  [deed, documents]: readonly [Deed, readonly number[]],
): Promise<string | undefined> {
  const said: Partial<Record<string, unknown>> = { ...deed }
  const value = (name: string) => said[name] ?? null
  const due = typeof said.dueAt === 'number' ? new Date(said.dueAt).toISOString() : null
  try {
    await inScope(book.pool, actorOf(who), (db) =>
      db.run(sql`insert into hazard_event (hazard, n, act, note, kind, major, clause, due_at, responsible_unit, responsible_person, measures,
          funds, emergency_plan, stopped, revisit_on, documents)
        values (${id}::integer, ${n}::smallint, ${deed.act}, ${value('note')}, ${value('kind')}, ${value('major')}::boolean, ${value('clause')},
          ${due}::timestamptz, ${value('responsibleUnit')}, ${value('responsiblePerson')}, ${value('measures')}, ${value('funds')}::numeric,
          ${value('emergencyPlan')}, ${value('stopped')}::boolean, ${value('revisitOn')}::date,
          ${[...documents]}::integer[])`),
    )
    return undefined
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String(error)
  }
}

const ROW = `select state, major, kind, due_at as "dueAt", dispatched_at as "dispatchedAt", submitted_at as "submittedAt", closed_at as "closedAt",
  supervising, stopped, revisit_on::text as "revisitOn", events, exists (select from hazard r where r.rebound_of = h.id) as rebounded from hazard h where id = $1`

/** The row as the core would have it. */
const rowOf = (hazard: LoopHazard) => {
  const text = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  const { state, major, kind, supervising, stopped, revisitOn, events, rebounded, ...rest } = hazard
  return {
    state, major, kind, dueAt: text(rest.dueAt), dispatchedAt: text(rest.dispatchedAt), submittedAt: text(rest.submittedAt),
    closedAt: text(rest.closedAt), supervising, stopped, revisitOn, events, rebounded,
  } // prettier-ignore
}

test(
  'random logs: core and database take and refuse the same, for the same reason, and come to the same hazard',
  async (context) => {
    const compared = proves(context, {
    claim: 'Random logs of hazards: each act is taken or refused for the same reason, and the log comes to the same hazard',
    judged: 'server/db/migrations/0043-hazard-loop.sql and 0053-loop-evidence.sql',
    judge: 'core/domain/hazardLoop.ts, another hand’s rules in another language, folding one act at a time',
  }) // prettier-ignore
    const random = randomOf(20261127)
    const met = new Map<string, number>()
    const used = new Set<number>()
    for (let round = 0; round < casesOf('ANJIAN_HAZARD_LOGS', 500, 10_000); round++) {
      let now = NOW.getTime() + Math.floor(random() * 300 * DAY)
      await book.clock.set(new Date(now))
      if (round % 20 === 0) {
        await book.owner.query('delete from document') // an enterprise keeps no more than 500
        used.clear()
      }
      const attended = round % 3 === 2
      await attend(book, attended)
      const [id, begun] = await report(random, now, attended)
      let hazard = begun
      for (let at = 0; at < 12; at++) {
        now += Math.floor(random() ** 3 * 20 * DAY)
        await book.clock.set(new Date(now))
        const [who, said] = chosen(random, hazard, now)
        const { documents, isBorneOut } = await citedBy(random, said.act, used)
        const deed = { ...said, evidence: isBorneOut } as Deed
        const refusal = refusalOf(hazard, deed, now, handOf(who))
        const told = await insert(id, hazard.events + 1, who, [deed, documents])
        const wanted = refusal && `hazard_refused_${refusal.replaceAll('-', '_')}`
        expect(told, JSON.stringify({ round, at, who, deed, hazard })).toBe(wanted)
        if (!refusal) documents.forEach((one) => used.add(one))
        if (!refusal) hazard = step(hazard, deed, now, handOf(who))
        met.set(refusal ?? deed.act, (met.get(refusal ?? deed.act) ?? 0) + 1)
      }
      const { rows } = await book.owner.query(ROW, [id])
      const kept = Object.fromEntries(Object.entries(rows[0]!).map(([key, one]) => [key, one instanceof Date ? one.toISOString() : one])) // prettier-ignore
      expect([round, kept]).toEqual([round, rowOf(hazard)])
      compared()
    }
    for (const one of [...HAND_ACTS, 'illegal', 'not-allowed', 'due', 'clause', 'overdue', 'own-submission', 'own-finding', 'unsupervised',
    'not-supervising', 'not-major', 'supervised', 'not-stopped', 'no-revisit', 'rebounded', 'five-fixed', 'major-on-spot',
    'due-stands', 'due-later', 'void-overdue', 'attended', 'evidence'])
    expect([one, (met.get(one) ?? 0) > 0]).toEqual([one, true]) // prettier-ignore
  },
  cases(PATIENCE, LONGEST_MS),
)
