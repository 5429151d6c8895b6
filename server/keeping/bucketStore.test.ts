import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bucket } from '../../tests/files/bucket.ts'
import { scratch } from '../../tests/files/onDisk.ts'
import { bucketStore } from './bucketStore.ts'

const onDisk = scratch()
const keyOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

let there: Awaited<ReturnType<typeof bucket>>
beforeAll(async () => {
  there = await bucket()
})
afterAll(() => there.close())

const keysOf = async (store: ReturnType<typeof bucketStore>) => {
  const found = []
  for await (const one of store.list()) found.push(one)
  return found
}

test('keeps, tells, lists over several pages, and drops', async () => {
  const store = bucketStore(`${there.url}/`, there.credentials)
  const all = ['甲', '乙', '丙', '丁', '戊'].map((text) => Buffer.from(text.repeat(1000)))
  for (const bytes of all) await store.keep(keyOf(bytes), onDisk(bytes))
  there.objects.set('documents/readme.txt', { bytes: Buffer.from('x'), at: new Date() })
  expect(await buffer((await store.read(keyOf(all[0]!)))!)).toEqual(all[0])
  const listed = await keysOf(store)
  expect(listed.map(({ sha256 }) => sha256)).toEqual(all.map(keyOf).sort())
  for (const { at } of listed) expect(Date.now() - at.getTime()).toBeLessThan(60_000)
  await store.drop(keyOf(all[0]!))
  expect(await store.read(keyOf(all[0]!))).toBeUndefined()
  expect(await keysOf(store)).toHaveLength(4)
})

test('bytes that are not those of the key are not kept', async () => {
  const store = bucketStore(there.url, there.credentials)
  await expect(store.keep(keyOf(Buffer.from('a')), onDisk('b'))).rejects.toThrow('XAmzContentSHA256Mismatch')
})

test('a wrong key of access is a failure that says so', async () => {
  const store = bucketStore(there.url, { ...there.credentials, secretKey: 'wrong' })
  const [bytes] = [Buffer.from('x')]
  await expect(store.keep(keyOf(bytes), onDisk(bytes))).rejects.toThrow('SignatureDoesNotMatch')
  await expect(store.read(keyOf(bytes))).rejects.toThrow('403')
  await expect(keysOf(store)).rejects.toThrow('403')
})
