import { DAY } from './calendar.ts'

interface RuleRow {
  readonly request: string
  readonly basis: string
  readonly place_kind: string | null
  readonly licence: string | null
  readonly industry: string | null
  readonly department: string
  readonly principle: string
  readonly law: string
  readonly number: string
  readonly from_on: string
}
const SHANDONG = '山东省安全生产条例'

/** Units that support others: none leads by it, so that the longest prefix of the industry goes on to decide. */
export function supervisionRows(day: Date): RuleRow[] {
  const rules = [
    ['place-kind', 'tower', '消防救援大队', 'supervision', '第三条'],
    ['place-kind', 'park', '应急管理局', 'territorial', '第七条'],
    ['licence', 'discharge', '生态环境分局', 'licence', '第三条'],
    ['licence', 'dangerous-chemicals', '应急管理局', 'licence', '第三条'],
    ['industry', 'C26', '生态环境分局', 'supervision', '第六条'],
  ] as const
  return rules.map(([basis, of, department, principle, number], n) => ({
    request: `00000000-0000-4000-8000-00000001000${n}`,
    basis,
    place_kind: basis === 'place-kind' ? of : null,
    licence: basis === 'licence' ? of : null,
    industry: basis === 'industry' ? of : null,
    department, principle, law: SHANDONG, number,
    from_on: new Date(day.getTime() - 90 * DAY).toISOString().slice(0, 10),
  }))
} // prettier-ignore

export const SUPERVISION = `insert into supervision_rule (request, part, basis, place_kind, licence, industry, department, principle, clause, from_on, note)
  select r.request, 'support', r.basis, r.place_kind, r.licence, r.industry, d.id, r.principle, c.id, r.from_on, '演示'
  from json_to_recordset($1) as r (request uuid, basis text, place_kind text, licence text, industry text, department text, principle text, law text, number text, from_on date)
  join department d on d.name = r.department join law l on l.name = r.law join law_clause c on c.law = l.id and c.number = r.number and c.repealed_on is null order by r.request`
