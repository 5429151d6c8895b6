import type { Ask } from './coverageRoundsBook.ts'
import { landOf, some } from './coverageRoundsLand.ts'
import type { Pools } from './coverageRoundsPools.ts'
import { pick } from './randomFilters.ts'

/** Something done to a whole book, and its undoing. */
export interface Act {
  /** Does it; answers the keys of what has to be found then, none where it is no fault. */
  readonly put: () => Promise<readonly string[]>
  readonly take: () => Promise<unknown>
}

/** Months between visits by class. */
const CYCLE = { A: 1, B: 3, C: 6 } as const

/** Acts of one round: up to three of every kind at places of their own, and beside them acts that are no fault. */
export function actsOf(random: () => number, ask: Ask, pools: Pools): Act[] {
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
  const far = () => `st_setsrid(st_makepoint(${100 + random() * 10}, ${20 + random() * 10}), 4326)`

  const enterprises = () => {
    times(() => {
      const { id, grid, drawn } = firm()
      weigh(grid)
      write('enterprise', id, { geom: random() < 0.3 && !drawn ? 'null' : far() }, [`enterprise-no-grid:${id}`])
    })
    const closed = firm((one) => one.class !== 'A')
    weigh(closed.grid)
    write('enterprise', closed.id, { geom: far(), status: `'closed'` }, [])
    times(() => {
      const late = firm()
      const [months, days] = [CYCLE[late.class], 2 + Math.floor(random() * 40)]
      visited(late.id, `interval '${months} months' + interval '${days} days'`, [`visit-overdue:${late.id}`])
    })
    const justSo = firm()
    visited(justSo.id, `interval '${CYCLE[justSo.class]} months' - interval '2 days'`, [])
  }
  const visited = (id: number, ago: string, keys: readonly string[]) =>
    act(
      keys,
      () => ask(`update inspection set inspected_at = app.now() - (${ago}) where enterprise = $1 and inspected_at > app.now() - (${ago})`, [id]),
      () => ask('update inspection i set inspected_at = k.inspected_at from kept_inspection k where k.id = i.id and k.enterprise = $1', [id]),
    ) // prettier-ignore

  const leads = () => {
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

  const leaders = () => {
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

  const left = (id: number, keys: readonly string[], more: { put: string; take: string } | null = null) => {
    const name = `离任人${next()}`
    act(
      keys,
      async () => {
        await ask(`insert into account (user_name, name, state, left_at) values ('gone-' || $2::text, $1, 'left', app.now())`, [name, last + id]) // prettier-ignore
        await ask('update grid set person = $2 where id = $1', [id, name])
        if (more !== null) await ask(more.put, [id])
      },
      async () => {
        if (more !== null) await ask(more.take, [id])
        await back('grid', ['person'], [id])
        await ask('delete from account where name = $1', [name])
      },
    )
  }
  const people = () => {
    times(() => {
      const id = node()
      const kind = pick(random, ['nobody', 'no-phone', 'left'])
      const keys = [`node-person:${id}`]
      if (kind === 'left') left(id, keys)
      else if (kind === 'nobody')
        write('grid', id, { person: `'${pick(random, ['待 定', '　', 'N/A', '—', '空缺'])}'` }, keys)
      else write('grid', id, { phone: `'${pick(random, ['12345', '000-0000000', '1111 1111'])}'` }, keys)
    })
    // whoever left and has somebody who stands in today is no fault
    left(node(), [], {
      put: `insert into grid_person (request, grid, part, name, phone, from_on, until_on)
        values (gen_random_uuid(), $1, 'substitute', '代班人' || $1::integer, '0535-6600001', app.today(), app.today() + 3)`,
      take: `update grid_person set until_on = app.today(), end_reason = '回岗' where grid = $1 and part = 'substitute' and until_on > app.today()`,
    })
  }

  /** One chief of several grids, whose phone is written in two ways: above the limit, or as near below it as comes. */
  const chief = (isOver: boolean) => {
    const name = `一肩挑${next()}`
    const grids: number[] = []
    let sum = 0
    for (let tries = 0; tries < 60 && (isOver ? sum <= pools.limit : true); tries++) {
      const free = (id: number) => pools.loads.has(id) && !used.nodes.has(id)
      if (!pools.nodes.some(free)) break
      const id = pick(random, pools.nodes.filter((other) => free(other) && !grids.includes(other))) // prettier-ignore
      if (!isOver && sum + pools.loads.get(id)! > pools.limit) break
      used.nodes.add(id)
      grids.push(id)
      sum += pools.loads.get(id)!
    }
    if (isOver && sum <= pools.limit) throw new Error(`a chief of ${grids.length} grids is not overloaded by ${sum}`)
    act(
      isOver ? [`chief-overload:${Math.min(...grids)}`] : [],
      () => ask(`update grid set person = $2, phone = case when id % 2 = 0 then '0535-765 4321' else '05357654321' end where id = any ($1)`, [grids, name]),
      () => back('grid', ['person', 'phone'], grids),
    ) // prettier-ignore
  }

  const places = () => {
    times(() => {
      const id = draw('source', pools.sources)
      write('hazard_source', id, { [pick(random, ['principal', 'technician', 'operator'])]: 'null' }, [
        `source-responsible:${id}`,
      ])
    })
    times(() => {
      const id = draw('tower', pools.towers)
      const [column, value] = pick(random, [['person', 'null'], ['person', `'暂无'`], ['phone', 'null'], ['phone', `'12345'`]] as const) // prettier-ignore
      write('place', id, { [column]: value }, [`place-register:${id}`])
    })
    const name = `空楼${next()}`
    acts.push({
      async put() {
        const [made] = await ask<{ id: number }>(
          `insert into place (kind, name, person, phone, geom)
          select 'tower', $1, '楼长', '0535-1234567', st_buffer(st_translate(st_centroid(d.geom), $2, $3), 0.0001) from district d returning id`,
          [name, (random() - 0.5) / 20, (random() - 0.5) / 20],
        )
        return [`place-register:${made!.id}`]
      },
      take: () => ask('delete from place where name = $1', [name]),
    })
  }

  for (const { grid, shape, values, keys } of landOf(random, pools))
    act(keys, () => ask(`update grid g set geom = ${shape} where id = $1`, [grid, ...values]), () => back('grid', ['geom'], [grid])) // prettier-ignore
  for (const kind of [enterprises, leads, leaders, people, places]) kind()
  chief(true)
  chief(false)
  return acts
}
