import { DAY } from './calendar.ts'
import { identityRows } from './identities.ts'

const HOUR = 3_600_000
/** Turns change at 08:30 and 20:30 of China. */
const CHANGE = 0.5 * HOUR
/** Days before the day of loading and after it for which the rota is planned: a demo that runs for a year still has somebody on duty. */
const BEFORE = 7
const AFTER = 400
const NOTE = '演示'

/** Who sits in the seats: the demo identity that can be tried at the screen, and others who have no account. */
const PEOPLE = {
  officer: ['duty', '王静（演示）', '赵海峰（演示）'],
  leader: ['leader', '周岚（演示）'],
} as const
const HOURS = { officer: 12, leader: 24 } as const
type Seat = keyof typeof PEOPLE

interface DutyRow {
  readonly seat: Seat
  readonly person: string
  readonly phone: string
  readonly from_at: string
  readonly until_at: string
  readonly note: string
}

const iso = (at: number) => new Date(at).toISOString()
/** The latest change of turns, of so many hours, not after `at`. */
const changeBefore = (at: number, hours: number) => Math.floor((at - CHANGE) / (hours * HOUR)) * hours * HOUR + CHANGE

/** Both seats, turn after turn without a gap; the demo identity of each has the turn that runs at `now`. */
export function dutyRows(now: number): readonly DutyRow[] {
  const names = new Map(identityRows([]).map(({ key, label }) => [key, label]))
  return (Object.keys(PEOPLE) as Seat[]).flatMap((seat) => {
    const [people, hours] = [PEOPLE[seat], HOURS[seat]]
    const running = changeBefore(now, hours)
    const [first, last] = [-Math.ceil((BEFORE * 24) / hours), Math.ceil((AFTER * 24) / hours)]
    return Array.from({ length: last - first }, (_, i) => {
      const turn = first + i
      const who = ((turn % people.length) + people.length) % people.length
      const name = people[who]!
      const from = running + turn * hours * HOUR
      return { seat, person: names.get(name) ?? name, phone: `0535-555${seat === 'officer' ? 1 : 2}${String(who + 1).padStart(3, '0')}`, from_at: iso(from), until_at: iso(from + hours * HOUR), note: NOTE }
    })
  }) // prettier-ignore
}

const NOTES: Readonly<Record<Seat, string>> = {
  officer: '园区各企业平稳；液氯库房检修票至明日，夜间每两小时电话核实一次（演示）',
  leader: '无待批事项；二级以上报警先电话报告（演示）',
}

/** What was handed over at the changes before, the turn that runs included; each was confirmed as the turn began. */
export function handoverRows(rows: readonly DutyRow[], now: number) {
  const past = rows.filter(({ from_at }) => Date.parse(from_at) <= now && Date.parse(from_at) > now - 2 * DAY) // prettier-ignore
  return past.map((row, i) => {
    const before = rows.find(({ seat, until_at }) => seat === row.seat && until_at === row.from_at)
    const began = Date.parse(row.from_at)
    return {
      request: `00000000-0000-4000-8000-0000000073${String(i).padStart(2, '0')}`,
      seat: row.seat,
      from_at: row.from_at,
      person: before?.person,
      taker: row.person,
      given_at: iso(began - 10 * 60_000),
      taken_at: iso(began),
      notes: NOTES[row.seat],
    }
  })
}

const ENTRIES = [
  [0.6, 'call', '市应急指挥中心点名，值班人员在岗（演示）'],
  [2, 'report', '向分管领导报送早间运行情况：重大危险源在线，无二级报警（演示）'],
  [3.5, 'event', '新材园一企业试车放散，已核实为计划内，通知网格员到场（演示）'],
] as const

/** What was written into the log in the turn that runs, as far as it is past, and in the one before. */
export function dutyLogRows(rows: readonly DutyRow[], now: number) {
  const turns = rows.filter(({ seat, from_at }) => seat === 'officer' && Date.parse(from_at) <= now && Date.parse(from_at) > now - DAY) // prettier-ignore
  return turns
    .flatMap(({ from_at, person }) =>
      ENTRIES.map(([hours, kind, text]) => ({ at: Date.parse(from_at) + hours * HOUR, kind, text, person })),
    )
    .filter(({ at }) => at < now)
    .map(({ at, ...row }, i) => ({
      ...row,
      at: iso(at),
      request: `00000000-0000-4000-8000-0000000074${String(i).padStart(2, '0')}`,
    }))
}
