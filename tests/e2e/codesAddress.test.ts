/** Codes of a product that is reached under another address than the page that prints them. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { socketFolder } from '../../server/db/clusterFolder.ts'
import { socketUrl } from '../../server/db/pools.ts'
import { dataFolder, type Product, startProduct } from '../product.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

const PUBLIC_URL = 'https://anjian.example:8443'
const folder = dataFolder()
let product: Product
beforeAll(async () => {
  // a second server at the book of the first, which is all that the codes need
  const DATABASE_URL = socketUrl(socketFolder(inject('folder')), 'anjian_server', 'anjian')
  product = await startProduct({ ANJIAN_DATA: folder.path, DATABASE_URL, PUBLIC_URL })
})
afterAll(async () => {
  await product.stop()
  folder.remove()
})

test('codes hold the address under which people reach the product, and say so', async () => {
  const page = await openPage({ url: product.url, as: 'grid-materials' })
  const { rows } = await ask<{ rows: { id: number }[] }>(page, '/api/enterprises?limit=1')
  await page.goto(`${product.url}/enterprises/${rows[0]!.id}/codes`)
  const labels = page.locator('[data-address]')
  await labels.first().waitFor(PATIENCE)
  const addresses = await labels.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['address']))
  expect(addresses[0]).toBe(`${PUBLIC_URL}/field/enterprises/${rows[0]!.id}/inspect?code=1`)
  expect(addresses.every((address) => address?.startsWith(`${PUBLIC_URL}/field/`))).toBe(true)
  expect(await page.locator('[data-origin]').textContent()).toContain(`${PUBLIC_URL}（系统对外地址）`)
  // that of the page holds on this machine alone, which is none of the codes' faults
  expect(await page.locator('[data-fault]').count()).toBe(0)
})
