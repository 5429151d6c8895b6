import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DocumentRow } from '#core/contract/documents.ts'
import type { PostKind } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { emptyIncoming, keepSweeping, sweepOnce } from '../../server/features/documents/sweep.ts'
import { clamdAt } from '../../server/keeping/clamd.ts'
import { type Keeping } from '../../server/keeping/keeping.ts'
import { docxOf, docxParts, jpegOf, pdfOf, pngOf } from '../files/documents.ts'
import { zipped } from '../files/zip.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { documentDesk, filesBelow, type Sent } from './documentDesk.ts'
import { keepingIn } from './kit.ts'
import { EICAR, virusScanner } from './virusScanner.ts'

const steward: Actor = { role: 'government', person: '数据', grids: [], post: 'data-steward' }
const folder = mkdtempSync(join(tmpdir(), 'anjian-documents-'))
/** When a later start sweeps what was kept just now. */
const LATER = new Date(Date.now() + 7_200_000)
const documents = join(folder, 'documents')
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

let book: FreshDatabase
let desk: Awaited<ReturnType<typeof documentDesk>>
let actor: Actor = steward
const keeping: { -readonly [Part in keyof Keeping]: Keeping[Part] } = { ...keepingIn(folder) }
/** Two enterprises of different grids and departments. */
let [own, other] = [0, 0]

beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  await book.clock.set(new Date('2026-06-15T02:00:00Z'))
  const { rows } = await book.owner.query<{ id: number }>(
    `select distinct on (grid) id from enterprise where grid is not null and lead_department is not null order by grid, id limit 2`,
  )
  own = rows[0]!.id
  other = rows[1]!.id
  desk = await documentDesk(book, keeping, () => actor)
})
beforeEach(async () => {
  actor = steward
  keeping.scan = undefined
  await sweepOnce(book.pool, keeping, LATER) // what was deleted before
})
afterAll(async () => {
  await desk.close()
  await book.drop()
  rmSync(folder, { recursive: true, force: true })
})

const said = ({ status, body }: Sent) => [status, body.code]
const list = async (id: number) => (await desk.ask('GET', `/enterprises/${id}/documents`)).body as unknown as { rows: DocumentRow[]; mostBytes: number } // prettier-ignore
const rowsOf = async (id: number) => (await list(id)).rows
const added = async (id: number, bytes: Buffer, query: Record<string, string>) => {
  const answer = await desk.upload(id, bytes, query)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.document!
}
const count = async (text: string, values: unknown[] = []) =>
  (await book.owner.query<{ n: number }>(`select count(*)::int as n from ${text}`, values)).rows[0]!.n
/** Nothing half-done: no part of a body lies about, and no bytes without a row but those named. */
const expectTidy = async (orphans: readonly string[] = []) => {
  expect(filesBelow(join(documents, 'incoming'))).toEqual([])
  const { rows } = await book.owner.query<{ sha256: string }>('select distinct sha256 from document')
  const named = [...rows.map(({ sha256 }) => sha256), ...orphans].map((key) => join(key.slice(0, 2), key))
  expect(filesBelow(documents).sort()).toEqual([...new Set(named)].sort())
}

describe('a document that is added', () => {
  test('is kept by its content and told with everything that is known of it', async () => {
    const bytes = pdfOf('营业执照')
    const id = await added(own, bytes, { name: 'C:\\扫描\\营业执照.PDF', kind: 'licence', section: 'licences', note: '副本' })
    expect((await list(own)).mostBytes).toBe(2 ** 20)
    expect((await rowsOf(own))[0]).toEqual({
      id, section: 'licences', kind: 'licence', title: '营业执照', fileName: '营业执照.pdf', mediaType: 'application/pdf',
      bytes: bytes.length, sha256: sha256Of(bytes), scannedAt: null, note: '副本', madeBy: '数据', madeAt: '2026-06-15T02:00:00.000Z',
    }) // prettier-ignore
    const key = sha256Of(bytes)
    expect(readFileSync(join(documents, key.slice(0, 2), key))).toEqual(bytes)
    await expectTidy()
  })

  test.each([
    ['a picture without an ending', pngOf(4, 4), '现场', '现场.png', 'image/png'],
    ['a photo', jpegOf(40, 30), '现场.JPEG', '现场.jpeg', 'image/jpeg'],
    ['a Word file', docxOf('应急预案'), '预案.docx', '预案.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a name with dots before it', pdfOf('dots'), '....pdf', 'pdf.pdf', 'application/pdf'],
    ['a name of a folder', pdfOf('dir'), '附件/', 'document.pdf', 'application/pdf'],
  ])('as %s has the name and type of its content', async (...[_what, bytes, name, fileName, mediaType]) => {
    const id = await added(own, bytes, { name })
    expect((await rowsOf(own)).find((row) => row.id === id)).toMatchObject({ fileName, mediaType, kind: 'other', section: null })
  }) // prettier-ignore

  test('comes back byte by byte, as an attachment that runs nothing, and its reading is recorded', async () => {
    const bytes = pdfOf('回读')
    const id = await added(own, bytes, { name: '巡检 “6 月”(1)*.pdf' })
    const answer = await desk.ask('GET', `/enterprises/${own}/documents/${id}`)
    expect(answer.bytes).toEqual(bytes)
    const disposition = String(answer.headers['content-disposition'])
    expect(disposition).toMatch(new RegExp(`^attachment; filename="document-${id}\\.pdf"; filename\\*=UTF-8''[!-~]+$`))
    expect(decodeURIComponent(disposition.split("UTF-8''")[1]!)).toBe('巡检 “6 月”(1)*.pdf')
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', etag: `"${sha256Of(bytes)}"`,
      'content-length': String(bytes.length), 'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    }) // prettier-ignore
    const known = await desk.ask('GET', `/enterprises/${own}/documents/${id}`, { 'if-none-match': `"${sha256Of(bytes)}"` })
    expect([known.status, known.bytes.length]).toEqual([304, 0])
    const { rows } = await book.owner.query(`select person, act, after ->> 'name' as name from audit where topic = 'document' and ids = $1 and act = 'read'`, [[id]])
    expect(rows).toEqual([0, 1].map(() => ({ person: '数据', act: 'read', name: '巡检 “6 月”(1)*.pdf' })))
  })

  test('is inline only where a browser shows it by itself', async () => {
    const how = async (bytes: Buffer, name: string) => {
      const id = await added(other, bytes, { name })
      return String((await desk.ask('GET', `/enterprises/${other}/documents/${id}?inline=1`)).headers['content-disposition']).split(';')[0]
    }
    expect([await how(pngOf(9, 9), 'a.png'), await how(docxOf('内'), 'a.docx')]).toEqual(['inline', 'attachment'])
  })

  test('of the very same content is added once to an enterprise, and may be added to another', async () => {
    const bytes = pdfOf('同一份')
    const first = await added(own, bytes, { name: 'a.pdf' })
    expect(said(await desk.upload(own, bytes, { name: 'b.pdf' }))).toEqual([422, 'document-taken'])
    const second = await added(other, bytes, { name: 'a.pdf' })
    await desk.ask('DELETE', `/enterprises/${own}/documents/${first}`)
    expect((await desk.ask('GET', `/enterprises/${other}/documents/${second}`)).bytes).toEqual(bytes)
  })

  test('is deleted, and what its row was stays in history and audit', async () => {
    const id = await added(own, pdfOf('删'), { name: '删.pdf', title: '要删的' })
    expect((await desk.ask('DELETE', `/enterprises/${other}/documents/${id}`)).status).toBe(404)
    expect((await desk.ask('DELETE', `/enterprises/${own}/documents/${id}`)).body).toEqual({ done: true })
    expect((await desk.ask('GET', `/enterprises/${own}/documents/${id}`)).status).toBe(404)
    expect(await count(`history where table_name = 'document' and row_id = $1 and before ->> 'title' = '要删的' and after is null`, [id])).toBe(1)
    const { rows } = await book.owner.query('select act from audit where topic = $1 and ids = $2 order by id', ['document', [id]])
    expect(rows.map(({ act }) => act as string)).toEqual(['insert', 'delete'])
  })
}) // prettier-ignore

describe('what is refused leaves neither row nor bytes', () => {
  const MZ = Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(2000, 1)])
  test.each([
    ['a program called a PDF', MZ, 'report.pdf', 'document-refused'],
    ['a PDF that is a zip too', Buffer.concat([pdfOf(), zipped({ a: 'x' })]), 'report.pdf', 'document-refused'],
    [
      'a Word file with macros',
      zipped({ ...docxParts(), 'word/vbaProject.bin': 'x' }),
      'report.docx',
      'document-refused',
    ],
    ['a picture called a PDF', pngOf(5, 5), 'report.pdf', 'document-refused'],
    ['a PDF called a program', pdfOf('exe'), 'report.exe', 'document-refused'],
    ['nothing', Buffer.alloc(0), 'report.pdf', 'document-refused'],
    ['a name with a line break', pdfOf('crlf'), 'a.pdf"\r\nx-evil: 1', 'invalid-request'],
    ['a name read backwards', pdfOf('rtl'), 'gpj.\u202efdp.pdf', 'invalid-request'],
  ])('%s', async (_what, bytes, name, code) => {
    const before = await count('document')
    const answer = await desk.upload(own, bytes, { name })
    expect(answer.body.code).toBe(code)
    expect(String(answer.body.detail)).toMatch(/[\u4e00-\u9fff].*\n[A-Z]/)
    expect(await count('document')).toBe(before)
    await expectTidy()
  })

  test.each(['../../../etc/passwd.pdf', '..\\..\\windows\\x.pdf', '/etc/cron.d/x.pdf', '..', '%2e%2e%2fx.pdf'])('nothing is written outside by the name %s', async (name) => {
    await added(own, pdfOf(randomUUID()), { name })
    const { fileName } = (await rowsOf(own))[0]!
    expect(fileName).toMatch(/^[^/\\]+\.pdf$/)
    expect(fileName).not.toMatch(/^\./)
    await expectTidy()
  }) // prettier-ignore

  test('what is too large by its own account, and what only turns out to be', async () => {
    const large = Buffer.concat([pdfOf(), Buffer.alloc(2 ** 20)])
    expect(said(await desk.upload(own, large, { name: 'a.pdf' }))).toEqual([413, 'too-large'])
    const chunked = { 'content-type': 'application/octet-stream', 'transfer-encoding': 'chunked' }
    expect(said(await desk.ask('POST', desk.pathOf(own, { name: 'a.pdf' }), chunked, large))).toEqual([413, 'too-large'])
    const claimed = desk.begin('POST', desk.pathOf(own, { name: 'a.pdf' }), { ...chunked, 'transfer-encoding': '', 'content-length': 10_737_418_240 })
    claimed.on('error', () => undefined)
    claimed.flushHeaders()
    const [answer] = (await once(claimed, 'response')) as [{ statusCode: number }]
    expect(answer.statusCode).toBe(413)
    claimed.destroy()
    await expectTidy()
  }) // prettier-ignore

  test('a body without end is cut off', async () => {
    const request = desk.begin('POST', desk.pathOf(own, { name: 'a.pdf' }), { 'content-type': 'application/octet-stream', 'transfer-encoding': 'chunked' })
    const ended = once(request, 'error')
    const piece = Buffer.alloc(2 ** 20)
    let sent = 0
    const push = () => {
      if (request.destroyed || sent > 200) return
      sent += 1
      request.write(piece, push)
    }
    push()
    await ended
    expect(sent).toBeLessThan(200)
    await expect.poll(() => filesBelow(join(documents, 'incoming'))).toEqual([])
  }) // prettier-ignore

  test('a body that breaks off in the middle', async () => {
    const before = await count('document')
    const request = desk.begin('POST', desk.pathOf(own, { name: 'a.pdf' }), { 'content-type': 'application/octet-stream', 'content-length': 100_000 })
    request.on('error', () => undefined)
    request.write(pdfOf())
    await expect.poll(() => filesBelow(join(documents, 'incoming')).length).toBe(1)
    request.destroy()
    await expect.poll(() => filesBelow(join(documents, 'incoming'))).toEqual([])
    expect(await count('document')).toBe(before)
    await expectTidy()
  }) // prettier-ignore

  test('whatever is sent as another type, or asked with a word too many', async () => {
    const path = desk.pathOf(own, { name: 'a.pdf' })
    for (const type of ['multipart/form-data; boundary=x', 'text/plain', 'application/pdf'])
      expect(said(await desk.ask('POST', path, { 'content-type': type }, pdfOf('type'))), type).toEqual([
        400,
        'invalid-request',
      ])
    expect(said(await desk.upload(own, pdfOf('word'), { name: 'a.pdf', sha256: 'x' }))).toEqual([
      400,
      'invalid-request',
    ])
    expect(said(await desk.upload(own, pdfOf('word'), { name: 'a.pdf', kind: 'secret' }))).toEqual([
      400,
      'invalid-request',
    ])
  })
})

describe('who', () => {
  const grid = async (id: number) => (await book.owner.query<{ grid: number; department: number }>('select grid, lead_department as department from enterprise where id = $1', [id])).rows[0]! // prettier-ignore
  const as = (role: Actor['role'], post: PostKind | undefined, rest: Partial<Actor> = {}): Actor => ({ role, person: '某人', grids: [], ...(post && { post }), ...rest }) // prettier-ignore

  test('adds, reads and deletes: a data steward and the own safety manager; who sees the enterprise reads', async () => {
    const seen = await added(own, pdfOf('给谁看'), { name: 'seen.pdf' })
    const { grid: near, department } = await grid(own)
    const { grid: far } = await grid(other)
    const cases: readonly (readonly [Actor, sees: boolean, writes: boolean])[] = [
      [as('government', 'data-steward'), true, true],
      [as('government', undefined), true, true],
      [as('government', 'leader'), true, false],
      [as('government', 'duty-officer'), true, false],
      [as('department', 'department-officer', { department }), true, false],
      [as('department', 'department-officer', { department: 999_999 }), false, false],
      [as('grid', 'grid-chief', { grids: [near] }), true, false],
      [as('grid', 'grid-worker', { grids: [far] }), false, false],
      [as('enterprise', 'safety-manager', { enterprise: own }), true, true],
      [as('enterprise', 'worker', { enterprise: own }), true, false],
      [as('enterprise', 'safety-manager', { enterprise: other }), false, false],
      [as('expert', 'expert', { enterprises: [own] }), true, false],
      [as('expert', 'expert', { enterprises: [] }), false, false],
      [as('system', 'system-administrator'), false, false],
      [as('security', 'security-administrator'), false, false],
      [as('audit', 'audit-administrator'), false, false],
      [as('public', undefined), false, false],
    ]
    for (const [who, sees, writes] of cases) {
      const name = `${who.role} ${who.post ?? ''} ${sees}`
      actor = who
      const listed = await desk.ask('GET', `/enterprises/${own}/documents`)
      expect(listed.status, name).toBe(sees ? 200 : who.role === 'public' ? 403 : 404)
      expect((await desk.ask('GET', `/enterprises/${own}/documents/${seen}`)).status, name).toBe(
        sees ? 200 : who.role === 'public' ? 401 : 404,
      )
      const answer = await desk.upload(own, pdfOf(randomUUID()), { name: 'w.pdf' })
      expect(answer.status === 201, `${name}: ${answer.status}`).toBe(writes)
      if (!writes) expect([401, 403, 404], name).toContain(answer.status)
      const dropped = await desk.ask('DELETE', `/enterprises/${own}/documents/${answer.body.document ?? seen}`)
      expect(dropped.status === 200, name).toBe(writes)
    }
    actor = steward
    expect((await rowsOf(own)).map(({ id }) => id)).toContain(seen)
  })

  test.each([
    ['leader', { role: 'government', post: 'leader' }],
    ['worker', { role: 'enterprise', post: 'worker' }],
    ['a neighbour', { role: 'enterprise', post: 'safety-manager' }],
    ['an expert', { role: 'expert', post: 'expert' }],
  ] as const)('not by the database: %s, even where no route stood in the way', async (_name, { role, post }) => {
    const settings = { role: 'anjian_actor', 'app.role': role, 'app.post': post, 'app.person': '某人', 'app.grids': '{}', 'app.enterprises': `{${own}}`, 'app.enterprise': String(post === 'safety-manager' ? other : own), 'app.department': '', 'app.scenes': '{}' }
    const client = await book.pool.connect()
    try {
      await client.query(`begin; ${Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`).join('; ')}`)
      const row = [own, randomUUID()]
      const insert = `insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256) values ($1, 'other', 'x', 'x.pdf', 'application/pdf', 1, encode(sha256($2::bytea), 'hex'))`
      await expect(client.query(insert, row)).rejects.toMatchObject({ code: '42501' })
      await client.query('rollback')
      await client.query(`begin; ${Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`).join('; ')}`)
      expect((await client.query('delete from document where enterprise = $1', [own])).rowCount).toBe(0)
      await expect(client.query(`update document set title = 'x'`)).rejects.toMatchObject({ code: '42501' })
    } finally {
      await client.query('rollback')
      client.release()
    }
  }) // prettier-ignore
})

test('an enterprise holds 500 documents and 2 GiB at most, and its rows follow it into another grid', async () => {
  const { rows } = await book.owner.query<{ id: number; grid: number }>(`insert into enterprise (scheme, identifier, name) values ('test', 'full', '满') returning id, grid`)
  const { id } = rows[0]!
  const fill = (from: number, to: number, bytes: number) => book.owner.query(`insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256)
    select $1, 'other', 'x', 'x.pdf', 'application/pdf', $4, encode(sha256(g::text::bytea), 'hex') from generate_series($2::int, $3::int) g`, [id, from, to, bytes])
  await fill(1, 499, 1)
  await added(id, pdfOf('第五百份'), { name: 'a.pdf' })
  expect(said(await desk.upload(id, pdfOf('再一份'), { name: 'b.pdf' }))).toEqual([422, 'document-quota'])
  await book.owner.query('delete from document where enterprise = $1', [id])
  await fill(1, 20, 104_857_600)
  expect(said(await desk.upload(id, pdfOf('一份'), { name: 'a.pdf' }))).toEqual([201, undefined])
  await expect(fill(30, 30, 104_857_600)).rejects.toMatchObject({ constraint: 'document_quota' })
  await book.owner.query('update enterprise set geom = (select geom from enterprise where id = $2) where id = $1', [id, own])
  expect(await count('document d join enterprise e on e.id = d.enterprise where e.id = $1 and d.grid = e.grid', [id])).toBe(21)
  await book.owner.query('delete from enterprise where id = $1', [id])
}) // prettier-ignore

describe('a virus scanner', () => {
  test('that finds nothing is named with the moment; what it finds is refused and recorded', async () => {
    const scanner = await virusScanner()
    keeping.scan = clamdAt(scanner.address)
    const clean = pdfOf('x'.repeat(200_000))
    const id = await added(own, clean, { name: 'clean.pdf' })
    expect((await rowsOf(own)).find((row) => row.id === id)?.scannedAt).toBe('2026-06-15T02:00:00.000Z')
    expect(scanner.heard[0]).toEqual(clean)

    const infected = pdfOf(EICAR)
    const answer = await desk.upload(own, infected, { name: 'bill.pdf' })
    expect(said(answer)).toEqual([422, 'document-infected'])
    expect(String(answer.body.detail)).toMatch(/发现 Eicar-Test-Signature，没有保存.*\n.*found Eicar-Test-Signature/)
    const { rows } = await book.owner.query(`select person, ids, after from audit where act = 'refuse' and topic = 'document'`)
    expect(rows).toEqual([{ person: '数据', ids: [String(own)], after: { found: 'Eicar-Test-Signature', name: 'bill.pdf', sha256: sha256Of(infected), bytes: infected.length } }])
    await expectTidy()
    await scanner.close()
  }) // prettier-ignore

  test.each(['INSTREAM size limit exceeded. ERROR', '', 'stream: OK, mostly', 'UNKNOWN COMMAND'])('that answers %j lets nothing in', async (says) => {
    const scanner = await virusScanner()
    scanner.told.says = says
    keeping.scan = clamdAt(scanner.address)
    expect(said(await desk.upload(own, pdfOf(`scan ${says}`), { name: 'a.pdf' }))).toEqual([503, 'scanner-away'])
    await scanner.close()
    await expectTidy()
  }) // prettier-ignore

  test('that is away lets nothing in', async () => {
    const scanner = await virusScanner()
    await scanner.close()
    keeping.scan = clamdAt(scanner.address)
    expect(said(await desk.upload(own, pdfOf('away'), { name: 'a.pdf' }))).toEqual([503, 'scanner-away'])
    await expectTidy()
  })
})

describe('after a crash', () => {
  test('between the bytes and the row the bytes are taken away by a later start, and no others', async () => {
    const kept = await added(own, pdfOf('留下'), { name: 'a.pdf' })
    const orphan = pdfOf('没有记录')
    const path = join(folder, 'crashed')
    writeFileSync(path, orphan)
    await keeping.store.keep(sha256Of(orphan), path)
    await expectTidy([sha256Of(orphan)])
    // a server beside this one may be about to write the row
    expect(await sweepOnce(book.pool, keeping, new Date())).toBe(0)
    await expectTidy([sha256Of(orphan)])
    expect(await sweepOnce(book.pool, keeping, LATER)).toBeGreaterThan(0)
    await expectTidy()
    expect((await desk.ask('GET', `/enterprises/${own}/documents/${kept}`)).status).toBe(200)
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
    expect(await sweepOnce(book.pool, keeping, new Date())).toBe(0)
    expect(await sweepOnce(book.pool, keeping, LATER)).toBe(1)
  })

  test('what was on its way in is gone, and a store that is away hinders no start', async () => {
    writeFileSync(join(documents, 'incoming', 'half'), 'x')
    await emptyIncoming(keeping)
    await expectTidy()
    const away = { ...keeping, store: { ...keeping.store, list: () => { throw new Error('away') } } } // prettier-ignore
    await keepSweeping(book.pool, away, pino({ level: 'silent' })).stop()
  })

  test('bytes that are gone are a failure of ours, and no broken file', async () => {
    const bytes = pdfOf('丢失')
    const id = await added(own, bytes, { name: 'a.pdf' })
    await keeping.store.drop(sha256Of(bytes))
    const answer = await desk.ask('GET', `/enterprises/${own}/documents/${id}`)
    expect([...said(answer), answer.headers['content-disposition']]).toEqual([500, 'internal', undefined])
    await desk.ask('DELETE', `/enterprises/${own}/documents/${id}`)
  })
})
