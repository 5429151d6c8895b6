import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAND_ACTS, type HandAct } from '#core/domain/hazardActs.ts'
import type { FreshDatabase } from './database.ts'
import { deed, desksOf, evidenced, later, loopBook, NOW, PEOPLE, type PersonKey } from './hazardLoopBook.ts'

/** Written from hazard_states.json and the issue of the loop, not from the code that is judged: which acts each state takes. */
const TAKES = {
  reported: 'verify void',
  verified: 'dispatch fix-on-spot supervise',
  dispatched: 'accept supervise',
  rectifying: 'ask-extension submit supervise',
  'extension-requested': 'grant-extension refuse-extension supervise',
  'pending-review': 'pass reject supervise',
  rejected: 'submit supervise',
  closed: 'resume revisit rebound',
  voided: '',
} as const
type State = keyof typeof TAKES

const JUDGE = 'verify void dispatch fix-on-spot grant-extension refuse-extension pass reject'
const ALL = `${JUDGE} supervise resume revisit rebound`
const CHIEF = `${JUDGE} accept submit`
/** And whose post may do what: to any hazard, to general ones, and to general ones that the enterprise found itself. */
const MAY: Readonly<Record<PersonKey, { any: string; general?: string; own?: string }>> = {
  leader: { any: ALL },
  duty: { any: ALL },
  officer: { any: ALL },
  colleague: { any: ALL },
  chief: { any: 'revisit rebound', general: CHIEF },
  runner: { any: 'revisit rebound', general: 'fix-on-spot accept submit' },
  manager: { any: 'accept ask-extension submit', own: 'verify void dispatch fix-on-spot pass reject' },
  worker: { any: 'submit' },
  steward: { any: '' },
  expert: { any: '' },
}
const words = (text = '') => text.split(' ')
interface Sort {
  readonly major: boolean
  readonly source: 'patrol' | 'self'
}
const may = (who: PersonKey, act: HandAct, { major, source }: Sort) => {
  const { any, general, own } = MAY[who]
  return words(any).includes(act) || (!major && words(general).includes(act)) || (!major && source === 'self' && words(own).includes(act)) // prettier-ignore
}

let book: FreshDatabase
let desks: ReturnType<typeof desksOf>
beforeAll(async () => {
  book = await loopBook()
  desks = desksOf(book)
})
afterAll(() => book.drop())

/** What was done until a hazard stands in a state, by people who do nothing else here. */
const WAY: Readonly<Record<State, string>> = {
  reported: '',
  voided: 'void',
  verified: 'verify',
  dispatched: 'verify dispatch',
  rectifying: 'verify dispatch accept',
  'extension-requested': 'verify dispatch accept ask-extension',
  'pending-review': 'verify dispatch accept submit',
  rejected: 'verify dispatch accept submit reject',
  closed: 'verify dispatch accept submit pass',
}
const RESULT: Readonly<Record<string, State>> = {
  report: 'reported', void: 'voided', verify: 'verified', dispatch: 'dispatched', accept: 'rectifying', 'ask-extension': 'extension-requested',
  'grant-extension': 'rectifying', 'refuse-extension': 'rectifying', submit: 'pending-review', reject: 'rejected', pass: 'closed', 'fix-on-spot': 'pending-review',
} // prettier-ignore

/** A hazard with its log, written at once as a book that is brought in writes it. @param body supervises it: 0 the district; nobody unless given */
async function stand(state: State, { major, source }: Sort, body?: number): Promise<number> {
  const acts = ['report', ...words(WAY[state]).filter(Boolean), ...(body === undefined ? [] : ['supervise'])]
  const way = body === undefined || state !== 'closed' ? acts : ['report', 'verify', 'supervise', ...words(WAY.closed).slice(1)] // prettier-ignore
  let at: State = 'reported'
  const events = way.map((act, i) => {
    const from = i === 0 ? null : at
    at = RESULT[act] ?? at
    return { n: i + 1, act, from_state: from, to_state: at }
  })
  const { rows } = await book.owner.query<{ id: number }>(
    `with made as (insert into hazard (enterprise, source, major, state, description, found_at, due_at, closed_at, events, kind)
      values (1, $1, $2, $3, '样板', $5, $6, case when $3 = 'closed' then $5::timestamptz end, $7, case when $3 not in ('reported', 'voided') then 'fire' end) returning id),
    logged as (insert into hazard_event (hazard, n, act, from_state, to_state, at, person, note, kind, major, due_at, stopped, supervising,
        revisit_on, responsible_unit, responsible_person, measures)
      select made.id, e.n, e.act, e.from_state, e.to_state, $5, '样板人' || e.n, '样板', case when e.act = 'verify' then 'fire' end,
        case when e.act in ('report', 'verify') then $2::boolean end,
        case e.act when 'ask-extension' then $6::timestamptz + interval '40 days' when 'report' then $6::timestamptz when 'dispatch' then $6::timestamptz end,
        case when e.act = 'dispatch' then true end, case when e.act = 'supervise' then $8::integer end,
        case when e.act = 'pass' then $6::date end, '样板', '样板', '样板'
      from made, json_to_recordset($4::json) e (n int, act text, from_state text, to_state text))
    select id from made`,
    [source, major, state, JSON.stringify(events), NOW, later(10), events.length, body ?? null],
  )
  return rows[0]!.id
}
const eventsOf = async (id: number) =>
  (await book.owner.query('select count(*)::int as n from hazard_event where hazard = $1', [id])).rows[0]!.n as number
/** An enterprise dispatches to itself no later than what stands, which is ten days. */
const said = (who: PersonKey, act: HandAct) => ({
  clause: undefined,
  ...(who === 'manager' && act === 'dispatch' && { dueAt: later(10) }),
})
const post = async (who: PersonKey, id: number, act: HandAct, seen: number) =>
  desks[who].post(`/hazards/${id}/events`).send(deed(act, seen, await evidenced(book, act, said(who, act)))) // prettier-ignore

const SORTS: readonly Sort[] = [
  { major: false, source: 'patrol' },
  { major: true, source: 'patrol' },
  { major: false, source: 'self' },
]
/** What the tables allow to hazards of a sort. */
const allowed = (sort: Sort) =>
  (Object.keys(TAKES) as State[]).flatMap((state) =>
    (words(TAKES[state]).filter(Boolean) as HandAct[]).flatMap((act) =>
      (Object.keys(PEOPLE) as PersonKey[]).flatMap((who) => (may(who, act, sort) ? [[state, act, who] as const] : [])),
    ),
  )

describe.each(SORTS.map((sort) => [sort] as const))('%j: every state, every act, every post', (sort) => {
  test.each(Object.keys(TAKES) as State[])('%s', async (state) => {
    const id = await stand(state, sort)
    const seen = await eventsOf(id)
    const got: string[] = []
    const wanted: string[] = []
    for (const act of HAND_ACTS) {
      if (sort !== SORTS[0] && !words(TAKES[state]).includes(act)) continue // that a state does not take it has nothing to do with the sort
      for (const who of Object.keys(PEOPLE) as PersonKey[]) {
        const nowhere = ['steward', 'expert'].includes(who)
        const takes = words(TAKES[state]).includes(act)
        if (takes && may(who, act, sort)) continue
        const { status, body } = await post(who, id, act, seen)
        got.push(`${act} ${who} ${status} ${body.code}`)
        wanted.push(`${act} ${who} ${nowhere || takes ? '403 not-allowed' : '422 hazard-refused'}`)
      }
    }
    expect(got).toEqual(wanted)
    expect(await eventsOf(id)).toBe(seen)
  })

  test('what is allowed is done, and leads where it should', async () => {
    const got: string[] = []
    const wanted: string[] = []
    for (const [state, act, who] of allowed(sort)) {
      const barred = (act === 'supervise' && !sort.major) || (act === 'fix-on-spot' && sort.major)
      const body = ['officer', 'colleague'].includes(who) ? 1 : 0
      const id = await stand(state, sort, sort.major && ['pass', 'resume'].includes(act) ? body : undefined)
      const { status, body: told } = await post(who, id, act, await eventsOf(id))
      got.push(`${state} ${act} ${who} ${status} ${told.state ?? told.code}`)
      wanted.push(`${state} ${act} ${who} ${barred ? '422 hazard-refused' : `201 ${RESULT[act] ?? state}`}`)
    }
    expect(got).toEqual(wanted)
    expect(got.length).toBeGreaterThan(30)
  })
})
