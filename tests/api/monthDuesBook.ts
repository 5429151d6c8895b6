import { monthStart } from '#core/domain/calendar.ts'
import type { FreshDatabase } from './database.ts'
import { pick, randomOf } from './randomFilters.ts'

/*
 * Hazards whose due time is set anew in the middle of a month, at its very end and later, lived through moment by moment: the clock
 * stands at each, and the log is written as if by hand then.
 */

const HOUR = 3_600_000
const DAY = 24 * HOUR
export const BEGUN = monthStart('2024-01')
export const ENDED = monthStart('2024-08')
const EDGES = ['2024-02', '2024-03', '2024-04', '2024-05', '2024-06', '2024-07'].map((month) => monthStart(month).getTime()) // prettier-ignore

type Act = 'verify' | 'void' | 'dispatch' | 'accept' | 'ask-extension' | 'grant-extension' | 'refuse-extension' | 'submit' | 'reject' | 'pass' // prettier-ignore
interface Step {
  readonly at: number
  readonly hazard: number
  readonly does: Act | 'find' | 'correct' | 'refind'
  readonly from: string
  readonly to: string
  readonly due: number | null
  readonly enterprise: number
}

/** One life: each step later than the one before, often to the hour at the end of a month or just beside it. */
function lifeOf(random: () => number, hazard: number): Step[] {
  const enterprise = 1 + Math.floor(random() * 12)
  const later = (from: number, days: number) => {
    const edge = EDGES.find((one) => one > from)
    if (edge !== undefined && random() < 0.3) return Math.max(from, edge + pick(random, [-HOUR, 0, 0, HOUR]))
    return from + Math.ceil(random() * days) * DAY
  }
  let at = later(BEGUN.getTime() + Math.floor(random() * 120) * DAY, 3)
  let due = later(at, 30)
  let state = 'reported'
  const steps: Step[] = [{ at, hazard, does: 'find', from: '', to: state, due, enterprise }]
  const step = (does: Act | 'correct' | 'refind', to: string, days: number, moved?: (at: number) => number) => {
    at = later(at, days)
    const said = moved ? moved(at) : null
    if (said !== null && does !== 'ask-extension') due = said
    steps.push({ at, hazard, does, from: state, to, due: said, enterprise })
    state = to
  }
  if (random() < 0.25) step('correct', state, 45, (now) => later(Math.max(steps[0]!.at, now - 70 * DAY), 40))
  // an import says that it was found later than anybody knew, and was due later than that
  if (random() < 0.15) step('refind', state, 45, (now) => later(now - 5 * DAY, 40))
  if (random() < 0.05) {
    step('void', 'voided', 20)
    return steps
  }
  step('verify', 'verified', 6)
  if (random() < 0.1) return steps
  step('dispatch', 'dispatched', 12, (now) => (random() < 0.4 ? due : later(now, 40)))
  if (random() < 0.1) return steps
  step('accept', 'rectifying', 4)
  while (random() < 0.55) {
    step('ask-extension', 'extension-requested', 25, (now) => Math.max(due, now) + 60 * DAY)
    if (random() < 0.3) step('refuse-extension', 'rectifying', 9)
    else step('grant-extension', 'rectifying', 30, (now) => later(Math.max(due, now), 45))
  }
  if (random() < 0.25) return steps
  step('submit', 'pending-review', 15)
  if (random() < 0.2) {
    step('reject', 'rejected', 9)
    step('submit', 'pending-review', 9)
  }
  if (random() < 0.8) step('pass', 'closed', 9)
  if (random() < 0.1 && state === 'closed') step('correct', state, 60, (now) => later(Math.max(steps[0]!.at, now - 90 * DAY), 60)) // prettier-ignore
  return steps
}

const KINDS = ['find', 'act', 'correct', 'refind'] as const
const kindOf = (does: Step['does']) => KINDS.find((kind) => kind === does) ?? 'act'
const DOES: Readonly<Record<(typeof KINDS)[number], string>> = {
  find: `insert into hazard (id, request, enterprise, source, kind, description, found_at, due_at)
    select hazard, gen_random_uuid(), enterprise, 'patrol', null, '样板', app.now(), to_timestamp(due / 1000.0) from json_to_recordset($1) as s (hazard int, enterprise int, due float8)`,
  act: `insert into hazard_event (hazard, n, act, from_state, to_state, at, person, note, kind, major, due_at, responsible_unit, responsible_person, measures, stopped)
    select s.hazard, h.events + 1, s.does, s."from", s."to", app.now(), '样板', '样板', case when s.does = 'verify' then 'fire' end,
      case when s.does = 'verify' then false end, to_timestamp(s.due / 1000.0), d.unit, d.unit, d.unit, case when s.does = 'dispatch' then false end
    from json_to_recordset($1) as s (hazard int, does text, "from" text, "to" text, due float8) join hazard h on h.id = s.hazard
      left join lateral (select '样板' as unit where s.does = 'dispatch') d on true`,
  refind: `update hazard h set found_at = greatest(h.found_at, app.now() - interval '5 days'), due_at = to_timestamp(s.due / 1000.0)
    from json_to_recordset($1) as s (hazard int, due float8) where h.id = s.hazard`,
  correct: `update hazard h set due_at = to_timestamp(s.due / 1000.0) from json_to_recordset($1) as s (hazard int, due float8) where h.id = s.hazard`,
} // prettier-ignore

/** Lives `count` hazards through from the beginning to the end. */
export async function liveThrough(book: FreshDatabase, seed: number, count: number): Promise<void> {
  const random = randomOf(seed)
  const steps = Array.from({ length: count }, (_, at) => lifeOf(random, at + 1)).flat()
  const moments = new Map<number, Step[]>()
  for (const step of steps.filter(({ at }) => at < ENDED.getTime()).sort((a, b) => a.at - b.at)) {
    const known = moments.get(step.at)
    if (known) known.push(step)
    else moments.set(step.at, [step])
  }
  for (const [at, all] of moments) {
    await book.clock.set(new Date(at))
    await live(book, all)
  }
}

/** What happens at one moment. Of one hazard each step is a statement of its own, for a log is judged event by event. */
async function live({ owner }: Pick<FreshDatabase, 'owner'>, all: readonly Step[]): Promise<void> {
  const first = all.filter((step, index) => all.findIndex(({ hazard }) => hazard === step.hazard) === index)
  for (const kind of KINDS) {
    const steps = first.filter(({ does }) => kindOf(does) === kind)
    if (steps.length > 0) await owner.query(DOES[kind], [JSON.stringify(steps)])
  }
  const rest = all.filter((step) => !first.includes(step))
  if (rest.length > 0) await live({ owner }, rest)
}
