import { expect, test } from 'vitest'
import { exportedFigure, exportLink } from './exportLink.ts'

const figure = exportedFigure({ id: 'hazards-new', part: '2026-10', side: 'n', filter: { risk: '1', search: 'a&b' } })

test('an export asks for the same part, side and filter as the figure', () => {
  const link = exportLink(figure, { format: 'xlsx', datum: 'gcj02', bom: false }, 'zh')
  expect(link).toBe(
    '/api/exports/indicators/hazards-new.xlsx?risk=1&search=a%26b&part=2026-10&side=n&lang=zh&datum=gcj02',
  )
})

test.each([
  ['csv', true, ''],
  ['csv', false, '&bom=no'],
  ['csv.zip', false, '&bom=no'],
  ['geojson', false, ''],
] as const)('%s with the mark %s ends in %j', (format, bom, end) => {
  const link = exportLink({ path: 'hazards', query: {} }, { format, datum: 'wgs84', bom }, 'en')
  expect(link).toBe(`/api/exports/hazards.${format}?lang=en&datum=wgs84${end}`)
})
