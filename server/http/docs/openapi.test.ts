import { expect, test } from 'vitest'
import { describedMethods, openApi } from './openapi.ts'

test('methods told without the schemas are those of the whole description, path by path and in its order', () => {
  const whole = Object.entries(openApi('').paths).map(([path, methods]) => [
    path,
    Object.keys(methods).map((method) => method.toUpperCase()),
  ])
  expect(whole.length).toBeGreaterThan(200)
  expect([...describedMethods()]).toEqual(whole)
})
