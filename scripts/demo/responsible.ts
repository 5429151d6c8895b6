import { DAY } from './calendar.ts'
import { personName, phoneNumber } from './people.ts'
import type { Random } from './random.ts'
import type { sourceRows } from './sources.ts'

type Source = ReturnType<typeof sourceRows>['sources'][number]
const OFFSET = 8 * 3_600_000
const HOUR = 3_600_000

/** The date in China so many days after `day`; before it where negative. */
const dateAfter = (day: Date, days: number) => new Date(day.getTime() + OFFSET + days * DAY).toISOString().slice(0, 10)
const momentAfter = (day: Date, hours: number) => new Date(day.getTime() + hours * HOUR).toISOString()

/** Offices with the days between their checks, and how many checks are written down. */
const OFFICES = [['principal', 170, 2], ['technical', 85, 3], ['operational', 7, 8]] as const // prettier-ignore
const NOTES = {
  principal: '带队检查罐区安全设施和应急准备，督办整改',
  technical: '排查联锁、可燃气体报警和防雷接地，抽查变更记录',
  operational: '巡查液位、温度、压力和泄漏报警，核对作业票',
} as const

/** Phones and checks of those who answer for each source: most are kept, and some of each office are late. */
export function responsibleRows(sources: readonly Source[], day: Date, random: Random) {
  const people: { identifier: string; name: string; office: string; phone: string; from_on: string }[] = []
  const checks = sources.flatMap(({ identifier, name }, i) =>
    OFFICES.flatMap(([office, every, most]) => {
      // one in five is behind by a few days; the first source keeps all of them
      let back = i > 0 && random.chance(0.2) ? every + 14 + random.whole(1, 6) : random.whole(0, every - 1)
      const rows = Array.from({ length: most }, () => {
        const row = { identifier, name, office, done_on: dateAfter(day, -back), note: `${NOTES[office]}（演示）` }
        back += random.chance(0.12) ? every + 3 : every - random.whole(0, 1)
        return row
      })
      const phone = phoneNumber(9000 + i * OFFICES.length + OFFICES.findIndex(([one]) => one === office))
      people.push({ identifier, name, office, phone, from_on: dateAfter(day, -back) })
      return rows
    }),
  )
  const filings = sources.map(({ identifier, name, assessed_at }, i) => {
    const assessed = new Date(assessed_at)
    const isFiled = i === 0 || random.chance(0.85)
    return {
      identifier,
      name,
      registered_on: dateAfter(assessed, -random.whole(1, 30)),
      filed_on: isFiled ? dateAfter(assessed, random.whole(2, 14)) : null,
      filing_number: isFiled ? `演示备-${String(i + 1).padStart(4, '0')}` : null,
    }
  })
  return { people, checks, filings }
}

/** Days back for which pledges are shown. */
const PLEDGED_DAYS = 14
/** Pledges of the days before and of today: one in eight is missing. */
export function pledgeRows(sources: readonly Source[], day: Date, random: Random) {
  const first = sources[0]?.identifier
  return [...new Set(sources.map(({ identifier }) => identifier))].flatMap((identifier) => {
    const units = random.whole(2, 9)
    const principal = personName(random)
    return Array.from({ length: PLEDGED_DAYS + 1 }, (_, back) => back).flatMap((back) => {
      // the enterprise that demo identities are of has its own of today yet to make
      if (identifier === first ? back === 0 : random.chance(0.125)) return []
      const overhauled = random.chance(0.2) ? 1 : 0
      return [{ identifier, day: dateAfter(day, -back), units, running: units - overhauled, overhauled, hot_second: random.chance(0.3) ? 1 : 0, confined: random.chance(0.15) ? 1 : 0, principal }]
    })
  }) // prettier-ignore
}

/** Works of now, to come and past; `from` and `until` in hours of today. */
const WORKS = [
  { kind: 'height', level: 'second', place: '反应釜平台检修（演示）', from: -30, until: 100, state: 'working' },
  { kind: 'power', level: null, place: '临时照明（演示）', from: -60, until: 200, state: 'working' },
  { kind: 'hot', level: 'second', place: '机修间外焊接（演示）', from: -20, until: 50, state: 'working' },
  { kind: 'hot', level: 'second', place: '空压站改造（演示）', from: -90, until: -20, state: 'working' },
  { kind: 'confined', level: null, place: '3 号储罐清洗（演示）', from: 26, until: 40, state: 'filed' },
  { kind: 'lifting', level: 'second', place: '换热器吊装（演示）', from: 30, until: 38, state: 'filed' },
  { kind: 'road', level: null, place: '厂区主路（演示）', from: -50, until: -40, state: 'ended' },
  { kind: 'hot', level: 'first', place: '装置区法兰（演示）', from: -40, until: -33, state: 'ended' },
] as const

/** Works at the first sources, with a gas test before each one that needs it. */
export function workRows(sources: readonly Source[], day: Date, random: Random) {
  return WORKS.map(({ from, until, ...work }, i) => {
    const source = sources[i % 5] ?? sources[0]
    const begun = work.state !== 'filed'
    return {
      ...work,
      identifier: source?.identifier,
      name: source?.name,
      request: `00000000-0000-4000-8000-${String(i + 1).padStart(12, '0')}`,
      from_at: momentAfter(day, from),
      until_at: momentAfter(day, until),
      responsible: personName(random),
      guardian: `${personName(random)}（监护）`,
      tester: personName(random),
      tested_at: begun && work.kind === 'hot' ? momentAfter(day, from - 0.25) : null,
      started_at: begun ? momentAfter(day, from) : null,
      ended_at: work.state === 'ended' ? momentAfter(day, until) : null,
    }
  })
}
