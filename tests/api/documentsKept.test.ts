import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { emptyIncoming, keepSweeping, sweepOnce } from '../../server/features/documents/sweep.ts'
import { clamdAt } from '../../server/keeping/clamd.ts'
import { pdfOf } from '../files/documents.ts'
import { documentsBook, LATER, said, sha256Of } from './documentsBook.ts'
import { EICAR, virusScanner } from './virusScanner.ts'

const shelf = documentsBook()
const { documents, folder, keeping, rowsOf, added, count, expectTidy } = shelf

test('an enterprise holds 500 documents and 2 GiB at most, and its rows follow it into another grid', async () => {
  const { rows } = await shelf.book.owner.query<{ id: number; grid: number }>(`insert into enterprise (scheme, identifier, name) values ('test', 'full', '满') returning id, grid`)
  const { id } = rows[0]!
  const fill = (from: number, to: number, bytes: number) => shelf.book.owner.query(`insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256)
    select $1, 'other', 'x', 'x.pdf', 'application/pdf', $4, encode(sha256(g::text::bytea), 'hex') from generate_series($2::int, $3::int) g`, [id, from, to, bytes])
  await fill(1, 499, 1)
  await added(id, pdfOf('第五百份'), { name: 'a.pdf' })
  expect(said(await shelf.desk.upload(id, pdfOf('再一份'), { name: 'b.pdf' }))).toEqual([422, 'document-quota'])
  // evidence has room of its own
  const hazard = await shelf.book.owner.query<{ id: number }>(`insert into hazard (enterprise, source, description, found_at, due_at)
    values ($1, 'patrol', '满', app.now(), app.now() + interval '9 days') returning id`, [id])
  const evidence = (from: number, to: number, bytes: number) => shelf.book.owner.query(`insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256, hazard)
    select $1, 'photo', 'x', 'x.png', 'image/png', $4, encode(sha256(('e' || g)::text::bytea), 'hex'), $5 from generate_series($2::int, $3::int) g`, [id, from, to, bytes, hazard.rows[0]!.id])
  await evidence(1, 5_000, 1)
  await expect(evidence(5_001, 5_001, 1)).rejects.toMatchObject({ constraint: 'document_quota' })
  await shelf.book.owner.query('delete from document where enterprise = $1', [id])
  await evidence(1, 102, 104_857_600)
  await expect(evidence(103, 103, 104_857_600)).rejects.toMatchObject({ constraint: 'document_quota' })
  await shelf.book.owner.query('delete from document where enterprise = $1', [id])
  await fill(1, 20, 104_857_600)
  expect(said(await shelf.desk.upload(id, pdfOf('一份'), { name: 'a.pdf' }))).toEqual([201, undefined])
  await expect(fill(30, 30, 104_857_600)).rejects.toMatchObject({ constraint: 'document_quota' })
  await shelf.book.owner.query('update enterprise set geom = (select geom from enterprise where id = $2) where id = $1', [id, shelf.own])
  expect(await count('document d join enterprise e on e.id = d.enterprise where e.id = $1 and d.grid = e.grid', [id])).toBe(21)
  await shelf.book.owner.query('delete from enterprise where id = $1', [id])
}) // prettier-ignore

describe('a virus scanner', () => {
  test('that finds nothing is named with the moment; what it finds is refused and recorded', async () => {
    const scanner = await virusScanner()
    keeping.scan = clamdAt(scanner.address)
    const clean = pdfOf('x'.repeat(200_000))
    const id = await added(shelf.own, clean, { name: 'clean.pdf' })
    expect((await rowsOf(shelf.own)).find((row) => row.id === id)?.scannedAt).toBe('2026-06-15T02:00:00.000Z')
    expect(scanner.heard[0]).toEqual(clean)

    const infected = pdfOf(EICAR)
    const answer = await shelf.desk.upload(shelf.own, infected, { name: 'bill.pdf' })
    expect(said(answer)).toEqual([422, 'document-infected'])
    expect(String(answer.body.detail)).toMatch(/发现 Eicar-Test-Signature，没有保存.*\n.*found Eicar-Test-Signature/)
    const { rows } = await shelf.book.owner.query(`select person, ids, after from audit where act = 'refuse' and topic = 'document'`)
    expect(rows).toEqual([{ person: '数据', ids: [String(shelf.own)], after: { found: 'Eicar-Test-Signature', name: 'bill.pdf', sha256: sha256Of(infected), bytes: infected.length } }])
    await expectTidy()
    await scanner.close()
  }) // prettier-ignore

  test.each(['INSTREAM size limit exceeded. ERROR', '', 'stream: OK, mostly', 'UNKNOWN COMMAND'])('that answers %j lets nothing in', async (says) => {
    const scanner = await virusScanner()
    scanner.told.says = says
    keeping.scan = clamdAt(scanner.address)
    expect(said(await shelf.desk.upload(shelf.own, pdfOf(`scan ${says}`), { name: 'a.pdf' }))).toEqual([503, 'scanner-away'])
    await scanner.close()
    await expectTidy()
  }) // prettier-ignore

  test('that is away lets nothing in', async () => {
    const scanner = await virusScanner()
    await scanner.close()
    keeping.scan = clamdAt(scanner.address)
    expect(said(await shelf.desk.upload(shelf.own, pdfOf('away'), { name: 'a.pdf' }))).toEqual([503, 'scanner-away'])
    await expectTidy()
  })
})

describe('after a crash', () => {
  test('between the bytes and the row the bytes are taken away by a later start, and no others', async () => {
    const kept = await added(shelf.own, pdfOf('留下'), { name: 'a.pdf' })
    const orphan = pdfOf('没有记录')
    const path = join(folder, 'crashed')
    writeFileSync(path, orphan)
    await keeping.store.keep(sha256Of(orphan), path)
    await expectTidy([sha256Of(orphan)])
    // a server beside this one may be about to write the row
    expect(await sweepOnce(shelf.book.pool, keeping, new Date())).toBe(0)
    await expectTidy([sha256Of(orphan)])
    expect(await sweepOnce(shelf.book.pool, keeping, LATER)).toBeGreaterThan(0)
    await expectTidy()
    expect((await shelf.desk.ask('GET', `/enterprises/${shelf.own}/documents/${kept}`)).status).toBe(200)
  })

  test('bytes that are kept again are young again', async () => {
    const bytes = pdfOf('再来')
    for (const attempt of [1, 2]) {
      const path = join(folder, `crashed-${attempt}`)
      writeFileSync(path, bytes)
      await keeping.store.keep(sha256Of(bytes), path)
      const target = join(documents, sha256Of(bytes).slice(0, 2), sha256Of(bytes))
      if (attempt === 1) utimesSync(target, new Date(0), new Date(0))
    }
    expect(await sweepOnce(shelf.book.pool, keeping, new Date())).toBe(0)
    expect(await sweepOnce(shelf.book.pool, keeping, LATER)).toBe(1)
  })

  test('what was on its way in is gone, and a store that is away hinders no start', async () => {
    writeFileSync(join(documents, 'incoming', 'half'), 'x')
    await emptyIncoming(keeping)
    await expectTidy()
    const away = { ...keeping, store: { ...keeping.store, list: () => { throw new Error('away') } } } // prettier-ignore
    await keepSweeping(shelf.book.pool, away, pino({ level: 'silent' })).stop()
  })

  test('bytes that are gone are a failure of ours, and no broken file', async () => {
    const bytes = pdfOf('丢失')
    const id = await added(shelf.own, bytes, { name: 'a.pdf' })
    await keeping.store.drop(sha256Of(bytes))
    const answer = await shelf.desk.ask('GET', `/enterprises/${shelf.own}/documents/${id}`)
    expect([...said(answer), answer.headers['content-disposition']]).toEqual([500, 'internal', undefined])
    await shelf.desk.ask('DELETE', `/enterprises/${shelf.own}/documents/${id}`)
  })
})
