import { expect, test } from 'vitest'
import { exportLink } from './exportLink.ts'

test('an export asks for the same part, side and filter as the figure', () => {
  const link = exportLink({ id: 'hazards-new', part: '2026-10', side: 'n', filter: { risk: '1', search: 'a&b' } }, 'zh')
  expect(link).toBe('/api/exports/indicators/hazards-new.csv?risk=1&search=a%26b&part=2026-10&side=n&lang=zh')
})
