import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PostKind } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { docxOf, docxParts, jpegOf, pdfOf, pngOf } from '../files/documents.ts'
import { zipped } from '../files/zip.ts'
import { filesBelow } from './documentDesk.ts'
import { documentsBook, said, sha256Of, steward } from './documentsBook.ts'

const shelf = documentsBook()
const { documents, list, rowsOf, added, count, expectTidy } = shelf

describe('a document that is added', () => {
  test('is kept by its content and told with everything that is known of it', async () => {
    const bytes = pdfOf('营业执照')
    const id = await added(shelf.own, bytes, { name: 'C:\\扫描\\营业执照.PDF', kind: 'licence', section: 'licences', note: '副本' })
    expect((await list(shelf.own)).mostBytes).toBe(2 ** 20)
    expect((await rowsOf(shelf.own))[0]).toEqual({
      id, section: 'licences', kind: 'licence', title: '营业执照', fileName: '营业执照.pdf', mediaType: 'application/pdf',
      bytes: bytes.length, sha256: sha256Of(bytes), scannedAt: null, note: '副本', takenAt: null, position: null, accuracyM: null,
      hazard: null, inspection: null, checklistItem: null, originalOf: null, madeBy: '数据', madeAt: '2026-06-15T02:00:00.000Z',
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
    const id = await added(shelf.own, bytes, { name })
    expect((await rowsOf(shelf.own)).find((row) => row.id === id)).toMatchObject({ fileName, mediaType, kind: 'other', section: null })
  }) // prettier-ignore

  test('comes back byte by byte, as an attachment that runs nothing, and its reading is recorded', async () => {
    const bytes = pdfOf('回读')
    const id = await added(shelf.own, bytes, { name: '巡检 “6 月”(1)*.pdf' })
    const answer = await shelf.desk.ask('GET', `/enterprises/${shelf.own}/documents/${id}`)
    expect(answer.bytes).toEqual(bytes)
    const disposition = String(answer.headers['content-disposition'])
    expect(disposition).toMatch(new RegExp(`^attachment; filename="document-${id}\\.pdf"; filename\\*=UTF-8''[!-~]+$`))
    expect(decodeURIComponent(disposition.split("UTF-8''")[1]!)).toBe('巡检 “6 月”(1)*.pdf')
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', etag: `"${sha256Of(bytes)}"`,
      'content-length': String(bytes.length), 'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    }) // prettier-ignore
    const known = await shelf.desk.ask('GET', `/enterprises/${shelf.own}/documents/${id}`, { 'if-none-match': `"${sha256Of(bytes)}"` })
    expect([known.status, known.bytes.length]).toEqual([304, 0])
    const { rows } = await shelf.book.owner.query(`select person, act, after ->> 'name' as name from audit where topic = 'document' and ids = $1 and act = 'read'`, [[id]])
    expect(rows).toEqual([0, 1].map(() => ({ person: '数据', act: 'read', name: '巡检 “6 月”(1)*.pdf' })))
  })

  test('is inline only where a browser shows it by itself', async () => {
    const how = async (bytes: Buffer, name: string) => {
      const id = await added(shelf.other, bytes, { name })
      return String((await shelf.desk.ask('GET', `/enterprises/${shelf.other}/documents/${id}?inline=1`)).headers['content-disposition']).split(';')[0]
    }
    expect([await how(pngOf(9, 9), 'a.png'), await how(docxOf('内'), 'a.docx')]).toEqual(['inline', 'attachment'])
  })

  test('of the very same content is added once to an enterprise, and may be added to another', async () => {
    const bytes = pdfOf('同一份')
    const first = await added(shelf.own, bytes, { name: 'a.pdf' })
    expect(said(await shelf.desk.upload(shelf.own, bytes, { name: 'b.pdf' }))).toEqual([422, 'document-taken'])
    const second = await added(shelf.other, bytes, { name: 'a.pdf' })
    await shelf.desk.ask('DELETE', `/enterprises/${shelf.own}/documents/${first}`)
    expect((await shelf.desk.ask('GET', `/enterprises/${shelf.other}/documents/${second}`)).bytes).toEqual(bytes)
  })

  test('is deleted, and what its row was stays in history and audit', async () => {
    const id = await added(shelf.own, pdfOf('删'), { name: '删.pdf', title: '要删的' })
    expect((await shelf.desk.ask('DELETE', `/enterprises/${shelf.other}/documents/${id}`)).status).toBe(404)
    expect((await shelf.desk.ask('DELETE', `/enterprises/${shelf.own}/documents/${id}`)).body).toEqual({ done: true })
    expect((await shelf.desk.ask('GET', `/enterprises/${shelf.own}/documents/${id}`)).status).toBe(404)
    expect(await count(`history where table_name = 'document' and row_id = $1 and before ->> 'title' = '要删的' and after is null`, [id])).toBe(1)
    const { rows } = await shelf.book.owner.query('select act from audit where topic = $1 and ids = $2 order by id', ['document', [id]])
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
    const answer = await shelf.desk.upload(shelf.own, bytes, { name })
    expect(answer.body.code).toBe(code)
    expect(String(answer.body.detail)).toMatch(/[\u4e00-\u9fff].*\n[A-Z]/)
    expect(await count('document')).toBe(before)
    await expectTidy()
  })

  test.each(['../../../etc/passwd.pdf', '..\\..\\windows\\x.pdf', '/etc/cron.d/x.pdf', '..', '%2e%2e%2fx.pdf'])('nothing is written outside by the name %s', async (name) => {
    await added(shelf.own, pdfOf(randomUUID()), { name })
    const { fileName } = (await rowsOf(shelf.own))[0]!
    expect(fileName).toMatch(/^[^/\\]+\.pdf$/)
    expect(fileName).not.toMatch(/^\./)
    await expectTidy()
  }) // prettier-ignore

  test('what is too large by its own account, and what only turns out to be', async () => {
    const large = Buffer.concat([pdfOf(), Buffer.alloc(2 ** 20)])
    expect(said(await shelf.desk.upload(shelf.own, large, { name: 'a.pdf' }))).toEqual([413, 'too-large'])
    const chunked = { 'content-type': 'application/octet-stream', 'transfer-encoding': 'chunked' }
    expect(said(await shelf.desk.ask('POST', shelf.desk.pathOf(shelf.own, { name: 'a.pdf' }), chunked, large))).toEqual([413, 'too-large'])
    const claimed = shelf.desk.begin('POST', shelf.desk.pathOf(shelf.own, { name: 'a.pdf' }), { ...chunked, 'transfer-encoding': '', 'content-length': 10_737_418_240 })
    claimed.on('error', () => undefined)
    claimed.flushHeaders()
    const [answer] = (await once(claimed, 'response')) as [{ statusCode: number }]
    expect(answer.statusCode).toBe(413)
    claimed.destroy()
    await expectTidy()
  }) // prettier-ignore

  test('a body without end is cut off', async () => {
    const request = shelf.desk.begin('POST', shelf.desk.pathOf(shelf.own, { name: 'a.pdf' }), { 'content-type': 'application/octet-stream', 'transfer-encoding': 'chunked' })
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
    const request = shelf.desk.begin('POST', shelf.desk.pathOf(shelf.own, { name: 'a.pdf' }), { 'content-type': 'application/octet-stream', 'content-length': 100_000 })
    request.on('error', () => undefined)
    request.write(pdfOf())
    await expect.poll(() => filesBelow(join(documents, 'incoming')).length).toBe(1)
    request.destroy()
    await expect.poll(() => filesBelow(join(documents, 'incoming'))).toEqual([])
    expect(await count('document')).toBe(before)
    await expectTidy()
  }) // prettier-ignore

  test('whatever is sent as another type, or asked with a word too many', async () => {
    const path = shelf.desk.pathOf(shelf.own, { name: 'a.pdf' })
    for (const type of ['multipart/form-data; boundary=x', 'text/plain', 'application/pdf'])
      expect(said(await shelf.desk.ask('POST', path, { 'content-type': type }, pdfOf('type'))), type).toEqual([
        400,
        'invalid-request',
      ])
    expect(said(await shelf.desk.upload(shelf.own, pdfOf('word'), { name: 'a.pdf', sha256: 'x' }))).toEqual([
      400,
      'invalid-request',
    ])
    expect(said(await shelf.desk.upload(shelf.own, pdfOf('word'), { name: 'a.pdf', kind: 'secret' }))).toEqual([
      400,
      'invalid-request',
    ])
  })
})

describe('who', () => {
  const grid = async (id: number) => (await shelf.book.owner.query<{ grid: number; department: number }>('select grid, lead_department as department from enterprise where id = $1', [id])).rows[0]! // prettier-ignore
  const as = (role: Actor['role'], post: PostKind | undefined, rest: Partial<Actor> = {}): Actor => ({ role, person: '某人', grids: [], ...(post && { post }), ...rest }) // prettier-ignore

  test('adds, reads and deletes: a data steward and the own safety manager; who sees the enterprise reads', async () => {
    const seen = await added(shelf.own, pdfOf('给谁看'), { name: 'seen.pdf' })
    const { grid: near, department } = await grid(shelf.own)
    const { grid: far } = await grid(shelf.other)
    const cases: readonly (readonly [Actor, sees: boolean, writes: boolean])[] = [
      [as('government', 'data-steward'), true, true],
      [as('government', undefined), true, true],
      [as('government', 'leader'), true, false],
      [as('government', 'duty-officer'), true, false],
      [as('department', 'department-officer', { department }), true, false],
      [as('department', 'department-officer', { department: 999_999 }), false, false],
      [as('grid', 'grid-chief', { grids: [near] }), true, false],
      [as('grid', 'grid-worker', { grids: [far] }), false, false],
      [as('enterprise', 'safety-manager', { enterprise: shelf.own }), true, true],
      [as('enterprise', 'worker', { enterprise: shelf.own }), true, false],
      [as('enterprise', 'safety-manager', { enterprise: shelf.other }), false, false],
      [as('expert', 'expert', { enterprises: [shelf.own] }), true, false],
      [as('expert', 'expert', { enterprises: [] }), false, false],
      [as('system', 'system-administrator'), false, false],
      [as('security', 'security-administrator'), false, false],
      [as('audit', 'audit-administrator'), false, false],
      [as('public', undefined), false, false],
    ]
    for (const [who, sees, writes] of cases) {
      const name = `${who.role} ${who.post ?? ''} ${sees}`
      shelf.as(who)
      const listed = await shelf.desk.ask('GET', `/enterprises/${shelf.own}/documents`)
      expect(listed.status, name).toBe(sees ? 200 : who.role === 'public' ? 403 : 404)
      expect((await shelf.desk.ask('GET', `/enterprises/${shelf.own}/documents/${seen}`)).status, name).toBe(
        sees ? 200 : who.role === 'public' ? 401 : 404,
      )
      const answer = await shelf.desk.upload(shelf.own, pdfOf(randomUUID()), { name: 'w.pdf' })
      expect(answer.status === 201, `${name}: ${answer.status}`).toBe(writes)
      if (!writes) expect([401, 403, 404], name).toContain(answer.status)
      const dropped = await shelf.desk.ask(
        'DELETE',
        `/enterprises/${shelf.own}/documents/${answer.body.document ?? seen}`,
      )
      expect(dropped.status === 200, name).toBe(writes)
    }
    shelf.as(steward)
    expect((await rowsOf(shelf.own)).map(({ id }) => id)).toContain(seen)
  })

  test.each([
    ['leader', { role: 'government', post: 'leader' }],
    ['worker', { role: 'enterprise', post: 'worker' }],
    ['a neighbour', { role: 'enterprise', post: 'safety-manager' }],
    ['an expert', { role: 'expert', post: 'expert' }],
  ] as const)('not by the database: %s, even where no route stood in the way', async (_name, { role, post }) => {
    const settings = { role: 'anjian_actor', 'app.role': role, 'app.post': post, 'app.person': '某人', 'app.grids': '{}', 'app.enterprises': `{${shelf.own}}`, 'app.enterprise': String(post === 'safety-manager' ? shelf.other : shelf.own), 'app.department': '', 'app.scenes': '{}' }
    const client = await shelf.book.pool.connect()
    try {
      await client.query(`begin; ${Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`).join('; ')}`)
      const row = [shelf.own, randomUUID()]
      const insert = `insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256) values ($1, 'other', 'x', 'x.pdf', 'application/pdf', 1, encode(sha256($2::bytea), 'hex'))`
      await expect(client.query(insert, row)).rejects.toMatchObject({ code: '42501' })
      await client.query('rollback')
      await client.query(`begin; ${Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`).join('; ')}`)
      expect((await client.query('delete from document where enterprise = $1', [shelf.own])).rowCount).toBe(0)
      await expect(client.query(`update document set title = 'x'`)).rejects.toMatchObject({ code: '42501' })
    } finally {
      await client.query('rollback')
      client.release()
    }
  }) // prettier-ignore
})
