import { expect, test } from 'vitest'
import { districtName } from './districtName.ts'

test.each([
  ['高新区（演示） Demo High-tech Zone', '高新区', 'Demo High-tech Zone'],
  ['烟台高新区', '烟台高新区', '烟台高新区'],
  ['Harbour Zone', 'Harbour Zone', 'Harbour Zone'],
])('%s is called %s and %s', (name, zh, en) => {
  expect([districtName(name, 'zh'), districtName(name, 'en')]).toEqual([zh, en])
})
