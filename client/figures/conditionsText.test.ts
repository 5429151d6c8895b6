import { expect, test } from 'vitest'
import { conditionsText } from './conditionsText.ts'
import { exportLink } from './exportLink.ts'

const names = {
  gridNames: new Map([['12', '金山湾']]),
  departmentNames: new Map([['3', '应急管理局']]),
  places: new Map<string, string>(),
}
const t = (key: string) => key.split('.').slice(-2).join('.')

test.each([
  [{}, ''],
  [{ risk: '1,2' }, 'field.risk=risk.1、risk.2'],
  [{ grid: '12,0', overdue: '1' as const }, 'field.grid=金山湾、words.blind · field.overdue'],
  [{ department: '3', polygon: '1,2;3,4;5,6' }, 'field.department=应急管理局 · field.polygon'],
])('%o is said as “%s”', (filter, said) => {
  expect(conditionsText(filter, names, t)).toBe(said)
})

test('an export asks for the same part, side and filter as the figure', () => {
  const link = exportLink({ id: 'hazards-new', part: '2026-10', side: 'n', filter: { risk: '1', search: 'a&b' } }, 'zh')
  expect(link).toBe('/api/exports/indicators/hazards-new.csv?risk=1&search=a%26b&part=2026-10&side=n&lang=zh')
})
