import type { Ask } from './coverageRoundsBook.ts'
import { type Act, type Round, roundOf } from './coverageRoundsActs.ts'
import { landOf } from './coverageRoundsLand.ts'
import { chief, people, places } from './coverageRoundsPeople.ts'
import type { Pools } from './coverageRoundsPools.ts'
import { pick } from './randomFilters.ts'

/** Months between visits by class. */
const CYCLE = { A: 1, B: 3, C: 6 } as const

/** Acts of one round: up to three of every kind at places of their own, and beside them acts that are no fault. */
export function actsOf(random: () => number, ask: Ask, pools: Pools): Act[] {
  const round = roundOf(random, ask, pools)
  for (const { grid, shape, values, keys } of landOf(random, pools))
    round.act(keys, () => ask(`update grid g set geom = ${shape} where id = $1`, [grid, ...values]), () => round.back('grid', ['geom'], [grid])) // prettier-ignore
  for (const kind of [enterprises, leads, leaders, people, places]) kind(round)
  chief(round, true)
  chief(round, false)
  return round.acts
}

const far = (random: () => number) => `st_setsrid(st_makepoint(${100 + random() * 10}, ${20 + random() * 10}), 4326)`

/** Puts the visits of an enterprise back, so that the last is as long ago as said. */
const visited = ({ ask, act }: Round, id: number, ago: string, keys: readonly string[]) =>
  act(
    keys,
    () => ask(`update inspection set inspected_at = app.now() - (${ago}) where enterprise = $1 and inspected_at > app.now() - (${ago})`, [id]),
    () => ask('update inspection i set inspected_at = k.inspected_at from kept_inspection k where k.id = i.id and k.enterprise = $1', [id]),
  ) // prettier-ignore

function enterprises(round: Round) {
  const { random, times, firm, weigh, write } = round
  times(() => {
    const { id, grid, drawn } = firm()
    weigh(grid)
    write('enterprise', id, { geom: random() < 0.3 && !drawn ? 'null' : far(random) }, [`enterprise-no-grid:${id}`])
  })
  const closed = firm((one) => one.class !== 'A')
  weigh(closed.grid)
  write('enterprise', closed.id, { geom: far(random), status: `'closed'` }, [])
  times(() => {
    const late = firm()
    const [months, days] = [CYCLE[late.class], 2 + Math.floor(random() * 40)]
    visited(round, late.id, `interval '${months} months' + interval '${days} days'`, [`visit-overdue:${late.id}`])
  })
  const justSo = firm()
  visited(round, justSo.id, `interval '${CYCLE[justSo.class]} months' - interval '2 days'`, [])
}

function leads({ random, ask, pools, next, times, firm, back, act, write }: Round) {
  times(() => {
    const [code, { id }] = [`'T1${String(next()).padStart(2, '0')}'`, firm()]
    const [alone, shared] = [random() < 0.3, random() < 0.3]
    if (alone) return write('enterprise', id, { industry: 'null' }, [`enterprise-no-lead:${id}`])
    const those = shared ? [id, firm().id] : [id]
    for (const one of those)
      write('enterprise', one, { industry: code }, [
        `enterprise-no-lead:${one}`,
        `industry-ownerless:${code.slice(1, -1)}`,
      ])
  })
  // at least one industry without an owner in every round
  const ownerless = firm().id
  write('enterprise', ownerless, { industry: `'T80'` }, [`enterprise-no-lead:${ownerless}`, 'industry-ownerless:T80'])
  const led = (units: number, keysOf: (id: number) => string[]) => {
    const [code, { id }] = [`T9${String(next()).padStart(2, '0')}`, firm()]
    const first = pick(random, pools.units)
    const those = [first, pick(random, pools.units.filter((one) => one !== first))].slice(0, units) // prettier-ignore
    const steps = [
      () => ask('update department set industries = industries || $2::text where id = any ($1)', [those, code]),
      () => ask('update enterprise set industry = $2 where id = $1', [id, code]),
    ]
    if (random() < 0.5) steps.reverse()
    act(keysOf(id), async () => { for (const step of steps) await step() }, async () => {
      await ask('update department set industries = array_remove(industries, $2) where id = any ($1)', [those, code])
      await back('enterprise', ['industry'], [id])
    }) // prettier-ignore
  }
  times(() => led(2, (id) => [`enterprise-two-leads:${id}`]))
  led(1, () => [])
}

function leaders({ random, ask, pools, times, firm, weigh, act, write }: Round) {
  const gone = pick(random, pools.leaders)
  act(
    gone.enterprises.map((id) => `class-a-leader:${id}`),
    () => ask(`update account set state = 'left', left_at = app.now() where id = $1`, [gone.account]),
    () => ask(`update account set state = 'active', left_at = null where id = $1`, [gone.account]),
  )
  times(() => {
    const { id, assignment } = firm((one) => one.class === 'A' && one.assignment !== null && !gone.enterprises.includes(one.id)) // prettier-ignore
    act(
      [`class-a-leader:${id}`],
      () => ask(`update assignment set until_on = app.today(), ended_at = app.now(), ended_by = '—', end_reason = '不再分包' where id = $1`, [assignment]),
      async () => {
        await ask('alter table assignment disable trigger a_keep')
        await ask('update assignment set until_on = null, ended_at = null, ended_by = null, end_reason = null where id = $1', [assignment])
        await ask('alter table assignment enable trigger a_keep')
      },
    )
  }) // prettier-ignore
  times(() => {
    const { id, grid, computed } = firm((one) => one.class !== 'A' && one.assignment === null)
    weigh(grid)
    // an overridden class stands, whatever is computed
    write('enterprise', id, { class_computed: `'A'` }, computed ? [`class-a-leader:${id}`] : [])
  })
}
