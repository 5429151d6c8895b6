import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SERVED } from './develop.mjs'

const isServed = (address: string) => SERVED.some((pattern) => new RegExp(pattern).test(address))

test.each([
  '/api/grids',
  '/api/exports/enterprises.csv?risk=1',
  '/api/docs',
  '/api/live',
  '/tiles/grids/9/1/2',
  '/readyz',
])('%s goes to the server', (address) => expect(isServed(address)).toBe(true))

test('every module of the client is left to Vite', () => {
  const modules = readdirSync('client', { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(ts|vue|css)$/.test(path),
  )
  expect(modules.length).toBeGreaterThan(50)
  expect(modules.filter((path) => isServed(`/${path}`) || isServed(`/${path}?t=1`))).toEqual([])
})
