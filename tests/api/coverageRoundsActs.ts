import type { Ask } from './coverageRoundsBook.ts'
import { some } from './coverageRoundsLand.ts'
import type { Pools } from './coverageRoundsPools.ts'
import { pick } from './randomFilters.ts'

/** Something done to a whole book, and its undoing. */
export interface Act {
  /** Does it; answers the keys of what has to be found then, none where it is no fault. */
  readonly put: () => Promise<readonly string[]>
  readonly take: () => Promise<unknown>
}

/** What the acts of one round are made with. Places are drawn once each, so that no two acts meet. */
export function roundOf(random: () => number, ask: Ask, pools: Pools) {
  const acts: Act[] = []
  const used = { firms: new Set<number>(), nodes: new Set<number>(), others: new Set<string>() }
  let last = 0
  const next = () => ++last
  const times = (work: () => unknown) => {
    for (let n = some(random); n > 0; n--) work()
  }
  const draw = (kind: string, items: readonly number[]) => {
    const item = pick(random, items.filter((one) => !used.others.has(`${kind} ${one}`))) // prettier-ignore
    used.others.add(`${kind} ${item}`)
    return item
  }
  const firm = (is: (one: Pools['firms'][number]) => boolean = () => true) => {
    const one = pick(random, pools.firms.filter((other) => !used.firms.has(other.id) && is(other))) // prettier-ignore
    used.firms.add(one.id)
    return one
  }
  const node = (is: (id: number) => boolean = () => true) => {
    const id = pick(random, pools.nodes.filter((other) => !used.nodes.has(other) && is(other))) // prettier-ignore
    used.nodes.add(id)
    return id
  }
  /** A grid in which loads change: no chief is tried there, for half of the acts may be taken back first. */
  const weigh = (grid: number) => used.nodes.add(grid)
  /** Takes columns of a row back to what they were. */
  const back = (table: string, columns: readonly string[], ids: readonly number[]) =>
    ask(`update ${table} t set ${columns.map((one) => `${one} = k.${one}`).join(', ')} from kept_${table} k where k.id = t.id and t.id = any ($1)`, [ids]) // prettier-ignore
  const act = (keys: readonly string[], put: () => Promise<unknown>, take: () => Promise<unknown>) =>
    acts.push({ put: async () => (await put(), keys), take })
  /** Writes over columns of one row. */
  const write = (table: string, id: number, set: Readonly<Record<string, string>>, keys: readonly string[]) =>
    act(keys, () => ask(`update ${table} set ${Object.entries(set).map((one) => one.join(' = ')).join(', ')} where id = $1`, [id]), () => back(table, Object.keys(set), [id])) // prettier-ignore
  return { random, ask, pools, acts, used, next, times, draw, firm, node, weigh, back, act, write }
}
export type Round = ReturnType<typeof roundOf>
