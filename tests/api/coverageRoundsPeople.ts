import type { Round } from './coverageRoundsActs.ts'
import { pick } from './randomFilters.ts'

/** Gives a node to somebody who left; `more` is done beside it and undone. */
function left(
  { ask, act, back, next }: Round,
  id: number,
  keys: readonly string[],
  more: { put: string; take: string } | null = null,
) {
  const n = next()
  const name = `离任人${n}`
  act(
    keys,
    async () => {
      await ask(`insert into account (user_name, name, state, left_at) values ($2, $1, 'left', app.now())`, [name, `gone-${n}-${id}`]) // prettier-ignore
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

export function people(round: Round) {
  const { random, times, node, write } = round
  times(() => {
    const id = node()
    const kind = pick(random, ['nobody', 'no-phone', 'left'])
    const keys = [`node-person:${id}`]
    if (kind === 'left') left(round, id, keys)
    else if (kind === 'nobody')
      write('grid', id, { person: `'${pick(random, ['待 定', '　', 'N/A', '—', '空缺'])}'` }, keys)
    else write('grid', id, { phone: `'${pick(random, ['12345', '000-0000000', '1111 1111'])}'` }, keys)
  })
  // whoever left and has somebody who stands in today is no fault
  left(round, node(), [], {
    put: `insert into grid_person (request, grid, part, name, phone, from_on, until_on)
      values (gen_random_uuid(), $1, 'substitute', '代班人' || $1::integer, '0535-6600001', app.today(), app.today() + 3)`,
    take: `update grid_person set until_on = app.today(), end_reason = '回岗' where grid = $1 and part = 'substitute' and until_on > app.today()`,
  })
}

/** One chief of several grids, whose phone is written in two ways: above the limit, or as near below it as comes. */
export function chief({ random, ask, pools, used, next, back, act }: Round, isOver: boolean) {
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

export function places({ random, ask, pools, acts, next, times, draw, write }: Round) {
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
