/** A phone over HTTPS: a certificate of `npm run cert`, an address in the network, a real browser that takes no other certificate. */
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCertificate } from '../../server/tls/making.ts'
import { dataFolder, type Product, startProduct } from '../product.ts'
import { openPage, useBrowser } from './browser.ts'
import { enrol, field, heading, isFit, press, typeTwice } from './people.ts'

const folder = dataFolder()
const made = await makeCertificate(folder.path, [])
const publicKey = new X509Certificate(readFileSync(made.cert)).publicKey.export({ type: 'spki', format: 'der' })
// to install an authority in a headless browser is hard, to name the one key that it shall believe is not
useBrowser(`--ignore-certificate-errors-spki-list=${createHash('sha256').update(publicKey).digest('base64')}`)

let product: Product
let phone: string
beforeAll(async () => {
  product = await startProduct({
    ANJIAN_DATA: folder.path,
    ANJIAN_DEMO: '0',
    HOST: '0.0.0.0',
    TLS_CERT: made.cert,
    TLS_KEY: made.key,
  })
  phone = /in the network: (\S+)/.exec(product.output())?.[1] ?? product.url
})
afterAll(async () => {
  await product.stop()
  folder.remove()
})

test('the first account is made over HTTPS, and its session is a cookie of this host and of TLS alone', async () => {
  expect(phone).toMatch(/^https:\/\/[\w.]+:\d+$/)
  expect(product.output()).not.toContain('no HTTPS')
  const page = await openPage({ url: phone, hash: `setup=${product.setup}`, width: 390, height: 844, allow: /Failed to load resource/ })
  await field(page, '用户名').fill('zhangwei')
  await field(page, '姓名').fill('张伟')
  await typeTwice(page, '口令')
  await press(page, '建立账号')
  await page.locator('.qr').waitFor()
  await enrol(page)
  await heading(page, '账本还是空的').waitFor()
  expect(await page.evaluate(() => isSecureContext)).toBe(true)
  const cookies = await page.context().cookies()
  expect(cookies).toContainEqual(
    expect.objectContaining({ name: '__Host-anjian_session', secure: true, httpOnly: true, path: '/', domain: new URL(phone).hostname }),
  )
  expect(cookies.filter(({ name }) => !name.startsWith('__Host-'))).toEqual([])
  await isFit(page)
}) // prettier-ignore
