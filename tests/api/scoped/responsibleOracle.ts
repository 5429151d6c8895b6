import type pg from 'pg'
import type { IndicatorId } from '#core/contract/indicators.ts'

/*
 * Who answers for sources and whether checks are kept, by docs/responsible.md, from the tables in memory. It shares nothing with the server:
 * days are text of the calendar of China, and months are counted by hand.
 */

const DAY = 86_400_000
/** Moments come as text or dates. */
const dayOf = (moment: Date | string) => new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
const plusDays = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)
/** Months later, held back to the end of a shorter month. */
export function plusMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const far = month - 1 + months
  const [inYear, inMonth] = [year + Math.floor(far / 12), (far % 12) + 1]
  const leap = (inYear % 4 === 0 && inYear % 100 !== 0) || inYear % 400 === 0
  const last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][inMonth - 1]!
  const two = (n: number) => String(n).padStart(2, '0')
  return `${inYear}-${two(inMonth)}-${two(Math.min(date, last))}`
}
/** The last day of the check after `day`. */
export const nextBy = (office: string, day: string): string =>
  office === 'operational' ? plusDays(day, 7) : plusMonths(day, office === 'technical' ? 3 : 6)

interface Office {
  readonly enterprise: number
  readonly source: number
  readonly office: string
  readonly held: boolean
  readonly due: string | null
}
export interface Answering {
  readonly today: string
  readonly offices: readonly Office[]
  readonly filings: readonly { readonly enterprise: number; readonly source: number; readonly due: string }[]
  /** Enterprises that are not closed, those with a graded source, those that pledged today. */
  readonly live: ReadonlySet<number>
  readonly graded: ReadonlySet<number>
  readonly pledged: ReadonlySet<number>
  readonly working: ReadonlySet<number>
  readonly overrun: ReadonlySet<number>
  /** Of class A and not closed: without a leader, and visited by none for 90 days. */
  readonly leaderless: ReadonlySet<number>
  readonly unvisited: ReadonlySet<number>
}

interface Person {
  readonly source: number
  readonly office: string
  readonly since: string
  readonly until: string | null
}
interface Source {
  readonly id: number
  readonly enterprise: number
  readonly assessed: string | null
  readonly registered: string | null
  readonly filed: string | null
}

/** Reads past every policy. */
export async function readAnswering(owner: pg.Pool, now: Date): Promise<Answering> {
  const rows = async <Row extends object>(text: string) => (await owner.query<Row>(text)).rows
  const sources = await rows<Source>(`select s.id, s.enterprise, s.assessed_at as assessed, f.registered_on::text as registered, f.filed_on::text as filed
    from hazard_source s left join source_filing f on f.hazard_source = s.id where s.level is not null`)
  const people = (
    await rows<{ source: number; office: string; begun: string | null; made: string; until: string | null }>(
      'select hazard_source as source, office, from_on::text as begun, made_at as made, until_on::text as until from source_responsible',
    )
  ).map(({ begun, made, ...rest }): Person => ({ ...rest, since: begun ?? dayOf(made) }))
  const checks = await rows<{ source: number; office: string; day: string }>(
    'select hazard_source as source, office, done_on::text as day from responsible_check',
  )
  const today = dayOf(now)
  const ids = async (text: string) => new Set((await rows<{ id: number }>(text)).map(({ id }) => id))
  const works = await rows<{ enterprise: number; until: string }>(
    "select enterprise, until_at as until from special_work where started_at is not null and ended_at is null",
  )
  const heads = await rows<{ enterprise: number; since: string; until: string | null }>('select enterprise, from_on::text as since, until_on::text as until from assignment')
  const led = await rows<{ enterprise: number; at: string }>("select enterprise, inspected_at as at from inspection where kind = 'leader' and state = 'finished'")
  const classA = [...(await ids("select id from enterprise where class = 'A' and status <> 'closed'"))]
  const headed = new Set(heads.filter(({ until }) => until === null).map(({ enterprise }) => enterprise))
  const visits = new Map<number, string[]>()
  for (const { enterprise, at } of led) if (new Date(at) <= now) visits.set(enterprise, [...(visits.get(enterprise) ?? []), dayOf(at)])
  const lastLed = (id: number) => visits.get(id)?.toSorted().at(-1) ?? heads.filter(({ enterprise }) => enterprise === id).map(({ since }) => since).toSorted()[0]
  const standing = ({ id, enterprise }: Source, office: string): Office => {
    const of = people.filter((one) => one.source === id && one.office === office)
    const done = checks.filter((one) => one.source === id && one.office === office).map(({ day }) => day)
    const from = done.toSorted().at(-1) ?? of.map(({ since }) => since).toSorted()[0]
    const held = of.some(({ until }) => until === null)
    return { enterprise, source: id, office, held, due: from === undefined ? null : nextBy(office, from) }
  }
  return {
    today,
    offices: sources.flatMap((one) => ['principal', 'technical', 'operational'].map((office) => standing(one, office))),
    filings: sources.flatMap(({ id, enterprise, assessed, registered, filed }) => {
      if (assessed === null || registered === null || (filed !== null && filed >= dayOf(assessed))) return []
      return [{ enterprise, source: id, due: plusDays(dayOf(assessed), 15) }]
    }),
    live: await ids("select id from enterprise where status <> 'closed'"),
    graded: new Set(sources.map(({ enterprise }) => enterprise)),
    pledged: await ids(`select enterprise as id from daily_pledge where day = '${today}'`),
    working: new Set(works.map(({ enterprise }) => enterprise)),
    leaderless: new Set(classA.filter((id) => !headed.has(id))),
    unvisited: new Set(classA.filter((id) => headed.has(id) && plusDays(lastLed(id)!, 90) < today)),
    overrun: new Set(works.filter(({ until }) => new Date(until) <= now).map(({ enterprise }) => enterprise)),
  }
} // prettier-ignore

export const ANSWERING_IDS = ['responsible-missing', 'responsible-checks-late', 'pledges-missing', 'works-now', 'works-overrun', 'class-a-leaderless', 'assigned-visits-late'] as const // prettier-ignore
type AnsweringId = (typeof ANSWERING_IDS)[number]
export const isOfAnswering = (id: IndicatorId): id is AnsweringId => ANSWERING_IDS.some((one) => one === id)

interface Asked {
  readonly rows: readonly { readonly id: number }[]
  readonly sources: readonly { readonly id: number; readonly enterprise: number }[]
}
/** Ids of the rows that a figure counts. */
export function answeringRows(ledger: Answering, { rows, sources }: Asked, id: AnsweringId): number[] {
  const of = (counts: (enterprise: number) => boolean) =>
    rows.map((row) => row.id).filter((enterprise) => counts(enterprise))
  if (id === 'works-now') return of((one) => ledger.working.has(one))
  if (id === 'works-overrun') return of((one) => ledger.overrun.has(one))
  if (id === 'class-a-leaderless') return of((one) => ledger.leaderless.has(one))
  if (id === 'assigned-visits-late') return of((one) => ledger.unvisited.has(one))
  if (id === 'pledges-missing')
    return of((one) => ledger.live.has(one) && ledger.graded.has(one) && !ledger.pledged.has(one))
  const is = ({ held, due }: Office) => (id === 'responsible-missing' ? !held : due !== null && due < ledger.today)
  const found = new Set(ledger.offices.filter(is).map(({ source }) => source))
  return sources.filter((one) => found.has(one.id) && ledger.live.has(one.enterprise)).map((one) => one.id)
}
