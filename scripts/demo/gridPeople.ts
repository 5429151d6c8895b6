import { DAY } from './calendar.ts'
import { personName, phoneNumber } from './people.ts'
import type { Random } from './random.ts'

/** Days before the demonstration was loaded for which the latest substitutes have stood in already, and those for which they still will. */
const STOOD = 2
const LEFT = 12
/** Of so many territories one has a substitute now, and the one after it had one a month ago. */
const EVERY = 9

interface GridPersonRow {
  readonly request: string
  readonly code: string
  readonly part: 'worker' | 'substitute'
  readonly name: string
  readonly phone: string
  readonly from_on: string
  readonly until_on: string | null
  readonly note: string
}

/** Two or three workers of each territory, and here and there somebody who stands in for its chief. */
export function gridPersonRows(
  grids: readonly { readonly code: string; readonly person: string }[],
  day: Date,
  random: Random,
): GridPersonRow[] {
  const dayText = (days: number) => new Date(day.getTime() + days * DAY).toISOString().slice(0, 10)
  let n = 0
  const chiefs = new Set(grids.map((grid) => grid.person))
  const anybody = (): string => {
    const name = personName(random)
    return chiefs.has(name) ? anybody() : name
  }
  const person = (code: string) => {
    n += 1
    return { code, request: `00000000-0000-4000-8000-000000106${String(n).padStart(3, '0')}`, name: anybody(), phone: phoneNumber(6000 + n) } // prettier-ignore
  }
  return grids.flatMap(({ code }, at): GridPersonRow[] => {
    const workers = Array.from({ length: random.whole(2, 3) }, (): GridPersonRow => ({ ...person(code), part: 'worker', from_on: dayText(-random.whole(60, 700)), until_on: null, note: '网格员（演示）' })) // prettier-ignore
    const days = at % EVERY === 4 ? [-STOOD, LEFT] : at % EVERY === 5 ? [-40, -31] : undefined
    if (!days) return workers
    return [...workers, { ...person(code), part: 'substitute', from_on: dayText(days[0]!), until_on: dayText(days[1]!), note: '网格长休假，代班（演示）' }] // prettier-ignore
  })
}

/** As `statements` has them: one JSON array, $1. */
export const GRID_PERSON = `insert into grid_person (request, grid, part, name, phone, from_on, until_on, note, made_at, made_by)
  select r.request, g.id, r.part, r.name, r.phone, r.from_on, r.until_on, r.note, (r.from_on + time '09:00') at time zone 'Asia/Shanghai', '数据管理员（演示）'
  from json_to_recordset($1::json) r (request uuid, code text, part text, name text, phone text, from_on date, until_on date, note text)
    join grid g on g.code = r.code order by r.request`
