import { DAY } from './calendar.ts'
import type { DemoEnterprise, enterpriseRows } from './enterprises.ts'
import { personName, phoneNumber } from './people.ts'
import type { Random } from './random.ts'
import type { Family } from './trades.ts'

type Row = ReturnType<typeof enterpriseRows>[number]
type Entry = Readonly<Record<string, string | number | null>> & { readonly identifier: string }

/** Families that have boilers, vessels, lifts or cranes of their own. */
const EQUIPPED: readonly Family[] = ['chemical', 'pharma', 'machine', 'food', 'storage', 'energy', 'lodging']
const EQUIPMENT = [['pressure-vessel', '储气罐'], ['site-vehicle', '叉车'], ['crane', '桥式起重机'], ['boiler', '蒸汽锅炉'], ['lift', '货梯']] as const // prettier-ignore
const SPECIAL = [
  '低压电工作业',
  '熔化焊接与热切割作业',
  '高处安装、维护、拆除作业',
  '制冷与空调设备运行操作作业',
] as const
const PLANS = [['comprehensive', '生产安全事故综合应急预案'], ['special', '火灾事故专项应急预案'], ['on-site', '触电现场处置方案']] as const // prettier-ignore
const REASONS = ['未按规定对从业人员进行安全培训', '安全设施未经常性维护保养', '未如实记录隐患排查治理情况', '动火作业未安排专人现场管理'] as const // prettier-ignore
const AUTHORITY = '高新区（演示）应急管理局'

/** The date in China so many days after `day`; before it where negative. */
const dateAfter = (day: Date, days: number) =>
  new Date(day.getTime() + 8 * 3_600_000 + days * DAY).toISOString().slice(0, 10)

/** Rows of the tables of entries, by table: most files are in order, and every state of every section is among them. */
export function fileEntries(
  enterprises: readonly DemoEnterprise[],
  rows: readonly Row[],
  day: Date,
  random: Random,
): Readonly<Record<string, readonly Entry[]>> {
  const made: Record<string, Entry[]> = {
    enterprise_person: [], licence: [], certificate: [], special_equipment: [], insurance: [], safety_fund: [],
    emergency_plan: [], penalty: [], accident: [], file_declaration: [],
  } // prettier-ignore
  enterprises.forEach((enterprise, i) => {
    const row = rows[i] as Row
    const add = (table: string, fields: Readonly<Record<string, string | number | null>>) =>
      made[table]?.push({ identifier: enterprise.code, ...fields })
    const date = (days: number) => dateAfter(day, days)
    /** When something that lasts so many days runs out: mostly far off, at times soon, rarely past. */
    const end = (lasts: number) => (random.chance(0.03) ? -random.whole(1, 80) : random.chance(0.1) ? random.whole(1, 89) : random.whole(91, lasts)) // prettier-ignore
    const numbered = (kind: string) => `演示-${kind}-${String(i + 1).padStart(4, '0')}`
    people(row, i, add, random)
    licences(row, enterprise, { add, date, end, numbered, random })
    certificates(row, enterprise, { add, date, end, numbered, random })
    equipment(enterprise, { add, date, end, numbered, random })
    plans(row, { add, date, random })
    records(row, day, { add, date, numbered, random })
  })
  return made
}

type Add = (table: string, fields: Readonly<Record<string, string | number | null>>) => void
interface Hands {
  readonly add: Add
  readonly date: (days: number) => string
  readonly end: (lasts: number) => number
  readonly numbered: (kind: string) => string
  readonly random: Random
}

function people(row: Row, i: number, add: Add, random: Random) {
  const person = (office: string, name: string, at: number) =>
    add('enterprise_person', { office, name, phone: phoneNumber(3000 + i * 4 + at), appointed_on: null })
  if (random.chance(0.94)) person('responsible-person', row.legal_person, 0)
  if (row.staff >= (row.high_risk ? 100 : 300) && random.chance(0.7)) person('safety-director', personName(random), 1)
  if (row.staff >= (row.high_risk ? 300 : 1000) && random.chance(0.6)) person('safety-committee', row.legal_person, 2)
  if (random.chance(0.3)) person('contact', personName(random), 3)
}

function licences(row: Row, { plant }: DemoEnterprise, { add, date, end, numbered, random }: Omit<Hands, 'day'>) {
  if (random.chance(0.97))
    add('licence', { kind: 'business', number: row.identifier, issuer: '高新区（演示）市场监督管理局', issued_on: date(-random.whole(400, 4000)), expires_on: null }) // prettier-ignore
  if (plant || (row.high_risk && random.chance(0.9)) || /^C2[56]/.test(row.industry)) {
    const ends = end(1000)
    const kind = plant ? 'dangerous-chemicals' : 'safety-production'
    if (random.chance(0.93)) add('licence', { kind, number: numbered('许可'), issuer: AUTHORITY, issued_on: date(ends - 1095), expires_on: date(ends) }) // prettier-ignore
  }
}

function certificates(row: Row, { safetyManager }: DemoEnterprise, { add, date, end, numbered, random }: Hands) {
  const certify = (kind: string, holder: string, subject: string | null, lasts: number) => {
    const ends = end(lasts)
    add('certificate', { kind, holder, subject, number: numbered(kind === 'responsible-person' ? '主' : kind === 'safety-manager' ? '安' : '特作'), issued_on: date(ends - lasts), expires_on: date(ends) }) // prettier-ignore
  }
  if (row.high_risk) {
    if (random.chance(0.94)) certify('responsible-person', row.legal_person, null, 1095)
    if (random.chance(0.94)) certify('safety-manager', safetyManager, null, 1095)
    certify('special-operation', personName(random), random.pick(SPECIAL), 2190)
    if (random.chance(0.9)) {
      const until = end(360)
      add('insurance', { insurer: '海岸财产保险（演示）', policy: numbered('责'), from_on: date(until - 365), until_on: date(until) }) // prettier-ignore
    }
    const year = Number(date(0).slice(0, 4))
    for (const back of [0, 1, 2]) {
      const due = row.staff * 1000 * random.whole(8, 20)
      if (random.chance(back === 1 ? 0.93 : 0.8)) add('safety_fund', { year: year - back, due, spent: Math.round(due * (0.7 + random.next() * 0.4)) }) // prettier-ignore
    }
  } else if (random.chance(0.06)) certify('special-operation', personName(random), random.pick(SPECIAL), 2190)
}

function equipment({ trade }: DemoEnterprise, { add, date, end, numbered, random }: Hands) {
  const count = EQUIPPED.includes(trade.family) ? random.whole(0, 3) : 0
  random
    .shuffled(EQUIPMENT)
    .slice(0, count)
    .forEach(
      ([kind, name], at) =>
      add('special_equipment', { kind, name, registration: `${numbered('特')}-${at + 1}`, inspection_due_on: date(end(720)) }), // prettier-ignore
    )
  if (count === 0 && random.chance(0.93))
    add('file_declaration', { section: 'equipment', reason: '无锅炉、压力容器、电梯、起重机械等特种设备（演示）' })
}

function plans(row: Row, { add, date, random }: Pick<Hands, 'add' | 'date' | 'random'>) {
  const strict = row.high_risk || row.crowded
  if (!random.chance(0.96)) return
  PLANS.slice(0, strict ? 3 : 1).forEach(([kind, name], at) => {
    const cycle = strict ? 182 : 365
    const drilled = random.chance(0.96) ? date(-random.whole(5, random.chance(0.96) ? cycle - 10 : cycle + 60)) : null
    const filed = strict && at === 0 && random.chance(0.95) ? date(-random.whole(200, 900)) : null
    add('emergency_plan', { kind, name: `${name}（演示）`, filed_on: filed, drilled_on: drilled })
  })
}

/** What stepped an enterprise up by a class: an accident of the lowest grade, or a penalty; and a few penalties beside. */
function records(row: Row, day: Date, { add, date, numbered, random }: Omit<Hands, 'end'>) {
  const penalise = (on: string, number: string) =>
    add('penalty', { decided_on: on, authority: AUTHORITY, document: numbered(number), reason: `${random.pick(REASONS)}（演示）`, amount: random.whole(1, 9) * 5000 }) // prettier-ignore
  if (row.vetoed_at !== null) {
    const days = Math.round((Date.parse(row.vetoed_at) - day.getTime()) / DAY)
    if (random.chance(0.5))
      add('accident', { happened_on: date(days), deaths: 0, serious_injuries: 1, direct_loss: random.whole(20, 90) * 10_000, description: '检修作业中一人被机械伤害（演示）' }) // prettier-ignore
    else penalise(date(days), '罚')
  }
  if (random.chance(0.03)) penalise(date(-random.whole(20, 700)), '罚次')
}
