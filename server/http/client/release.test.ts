import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { releaseOf } from './release.ts'

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'anjian-release-'))))
afterAll(() => rmSync(folder, { recursive: true }))

const page = (script: string) =>
  `<!doctype html><head><link href="/assets/a.css"><script type="module" crossorigin src="/assets/${script}"></script></head>`

test('the release is what the page begins with, and another when it was built again', async () => {
  const release = releaseOf(folder)
  expect(await release()).toBe(null)
  writeFileSync(join(folder, 'index.html'), page('app-B1DgEXEU.js'))
  expect(await release()).toBe('/assets/app-B1DgEXEU.js')
  writeFileSync(join(folder, 'index.html'), page('app-C7x_0-9Z12.js'))
  expect(await release()).toBe('/assets/app-C7x_0-9Z12.js')
})

test('a server without a client has none', async () => {
  expect(await releaseOf(undefined)()).toBe(null)
})
