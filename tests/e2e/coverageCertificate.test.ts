/** A book that is whole, in a product of its own: the demo is not, and what is changed here others would see. */
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareClusterFolder } from '../../server/db/clusterFolder.ts'
import { socketUrl } from '../../server/db/pools.ts'
import { digestOf, hashOfHead, parsed } from '../api/coverageDataBook.ts'
import { dataFolder, type Product, startProduct } from '../product.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, enrol, field, heading, isFit, press, typeTwice } from './people.ts'

useBrowser()

const folder = dataFolder()
let product: Product
let owner: pg.Client
beforeAll(async () => {
  product = await startProduct({ ANJIAN_DATA: folder.path, ANJIAN_DEMO: '0' })
  const { socket } = prepareClusterFolder(folder.path, () => undefined)
  owner = new pg.Client({ connectionString: socketUrl(socket, 'postgres', 'anjian') })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await product.stop()
  folder.remove()
})

/** Two grids that tile the district, one enterprise that was visited and has a leader, and everybody has a name and a phone. */
const WHOLE = `
  insert into district (code, name, geom) values ('370611', '样板区', st_multi(st_makeenvelope(121, 37, 121.02, 37.01, 4326)));
  insert into department (code, name, person, phone, industries) values ('U1', '应急管理局', '钱科长', '0535-1234505', '{C}');
  insert into grid (level, code, name, person, phone) values (1, '1', '样板区', '王主任', '0535-1234501');
  insert into grid (level, code, name, person, phone, parent, geom) values
    (3, '31', '西网格', '赵网格', '0535-1234502', 1, st_multi(st_makeenvelope(121, 37, 121.01, 37.01, 4326))),
    (3, '32', '东网格', '周网格', '0535-1234503', 1, st_multi(st_makeenvelope(121.01, 37, 121.02, 37.01, 4326)));
  insert into enterprise (scheme, identifier, name, industry, class_computed, class_rule, geom)
    values ('test', 'E1', '样板化工', 'C2611', 'A', 'CL-1', st_setsrid(st_makepoint(121.005, 37.005), 4326));
  insert into inspection (enterprise, kind, inspector, inspected_at, findings)
    select id, 'patrol', '赵网格', app.now() - interval '3 days', 0 from enterprise;
  insert into account (user_name, name, state) values ('zhou', '周领导', 'active');
  insert into post (account, kind) select id, 'leader' from account where user_name = 'zhou';
  insert into assignment (request, enterprise, account, person, from_on)
    select gen_random_uuid(), e.id, a.id, a.name, app.today() from enterprise e, account a where a.user_name = 'zhou'`
const PHONE = `update grid set phone = $1 where code = '31'`
const PERSON = `update grid set person = $1 where code = '31'`
const verdict = (page: Page, is: string) =>
  expect.poll(() => page.locator('[data-verdict]').getAttribute('data-verdict'), PATIENCE).toBe(is)
async function checkAgain(page: Page) {
  await page.locator('[data-check]').click()
  const outcome = page.locator('[data-outcome]')
  await outcome.waitFor(PATIENCE)
  return [await outcome.getAttribute('data-outcome'), await outcome.locator('p').first().textContent()]
}

test('an empty book is not whole; one that is, is certified, printed and checked again; what changed since is told apart from what was forged', async () => {
  const page = await openPage({ url: product.url, hash: `setup=${product.setup}`, allow: /Failed to load resource/ })
  await field(page, '用户名').fill('linqingshan')
  await field(page, '姓名').fill('林青山')
  await typeTwice(page, '口令')
  await press(page, '建立账号')
  await page.locator('.qr').waitFor()
  await enrol(page)
  await heading(page, '账本还是空的').waitFor()
  await page.goto(`${product.url}/coverage`)
  await verdict(page, 'nothing')
  expect(await page.locator('[data-certify]').isDisabled()).toBe(true)

  await owner.query(WHOLE)
  await verdict(page, 'whole')
  // notices of what was written follow each other: between two the page asks anew
  await expect.poll(() => page.locator('[data-rule][data-faults="0"]').count(), PATIENCE).toBe(13)
  await page.locator('[data-barred]').waitFor({ ...PATIENCE, state: 'detached' })
  await isFit(page)
  await page.locator('[data-certify]').click()
  expect(await page.locator('[name="signer"]').inputValue()).toContain('林青山')
  await page.locator('[name="signer"]').fill('  ')
  await page.locator('dialog[open] [data-send]').click()
  expect(await page.locator('dialog[open] .error').textContent()).toContain('请填写签发人')
  await page.locator('[name="signer"]').fill('林青山')
  await isFit(page)
  await page.locator('dialog[open] [data-send]').click()
  await arrivesAt(page, '/coverage/certificates/1')

  // what stands on the sheet is what the server keeps
  const sheet = page.locator('[data-certificate="1"]')
  await sheet.waitFor(PATIENCE)
  interface Kept {
    hash: string
    data: Record<string, string>
    rules: { kind: string; looked: number }[]
    kept: { layer: string; rows: number }[]
  }
  const kept = await ask<Kept>(page, '/api/coverage/certificates/1')
  expect((await sheet.locator('[data-hash]').textContent())!.replaceAll(' ', '')).toBe(kept.hash)
  expect(await sheet.locator('[data-signer]').textContent()).toBe('林青山')
  expect(await sheet.locator('[data-said]').textContent()).toContain('样板区')
  expect(await sheet.locator('[data-address]').textContent()).toBe(`${product.url}/coverage/certificates/1`)
  const looked = await sheet.locator('tbody [data-looked]').allTextContents()
  expect(looked.map(Number)).toEqual(kept.rules.map((rule) => rule.looked))
  await isFit(page)
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect(paper.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1)
  await page.emulateMedia({ media: 'print' })
  for (const hidden of ['header.top', '[data-print]', '[data-check]', '[data-kept]']) expect(await page.locator(hidden).isVisible(), hidden).toBe(false) // prettier-ignore
  await page.emulateMedia({ media: 'screen' })

  expect((await checkAgain(page))[0]).toBe('same')
  await owner.query(PHONE, ['0535-7654321'])
  expect(await checkAgain(page)).toEqual(['changed', expect.stringContaining('仍未发现盲点')])
  // the data have changed, and those of then are still there to be run again: line by line they give what the sheet says
  const rows = kept.kept.reduce((sum, layer) => sum + layer.rows, 0)
  expect(await page.locator('[data-kept-sums]').textContent()).toContain(
    `${Object.keys(kept.data).length} 层 ${rows} 行`,
  )
  for (const folded of await page.locator('[data-kept] summary').all()) await folded.click()
  await isFit(page)
  const digests = await page
    .locator('[data-layer]')
    .evaluateAll((lines) =>
      lines.map((line) => [line.getAttribute('data-layer'), line.querySelector('.mono')?.textContent]),
    )
  expect(Object.fromEntries(digests)).toEqual(kept.data)
  const href = await page.locator('[data-kept-file]').getAttribute('href')
  const file = parsed(await page.evaluate(async (path) => (await fetch(path)).text(), href!))
  expect([
    hashOfHead(file),
    Object.fromEntries([...file.layers].map(([layer, { lines }]) => [layer, digestOf(lines)])),
  ]).toEqual([kept.hash, kept.data])
  await owner.query(PERSON, ['待定'])
  expect(await checkAgain(page)).toEqual(['changed', expect.stringContaining('发现 1 处盲点')])
  await owner.query(PHONE, ['0535-1234502'])
  await owner.query(PERSON, ['赵网格'])
  expect((await checkAgain(page))[0]).toBe('same')
  await owner.query(`update coverage_rule set "limit" = 81 where kind = 'chief-overload'`)
  expect((await checkAgain(page))[0]).toBe('rules')
  await owner.query('set session_replication_role = replica')
  await owner.query(`update coverage_rule set "limit" = 80, version = 1 where kind = 'chief-overload'`)
  await owner.query(`update coverage_certificate set hash = repeat('0', 64)`)
  await owner.query('set session_replication_role = origin')
  await page.reload()
  await sheet.waitFor(PATIENCE)
  expect((await checkAgain(page))[0]).toBe('differs')
  await isFit(page)

  // no answer of now, no verdict: one that was whole does not stay on the screen
  await page.goto(`${product.url}/coverage`)
  await verdict(page, 'whole')
  await page.route('**/api/indicators?**', (route) => route.abort())
  await owner.query(PHONE, ['0535-7654321'])
  await verdict(page, 'unknown')
  expect(await page.locator('[data-certify]').isDisabled()).toBe(true)
  await page.unroute('**/api/indicators?**')
  await verdict(page, 'whole')
})
