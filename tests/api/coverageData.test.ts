import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { DAY, LEADER, NOW } from './coverageCertificatesBook.ts'
import { type DataFile, digestOf, forged, hashOfHead, parsed } from './coverageDataBook.ts'
import { again, dataPath, signedBook } from './coverageDataSigned.ts'
import { deskOf } from './desk.ts'
import { randomOf } from './randomFilters.ts'

const { book, leader, sign, dataOf, signed, text } = await signedBook()
const many = async <Row extends object>(statement: string, values: unknown[] = []) => (await book.owner.query<Row>(statement, values)).rows // prettier-ignore
afterAll(() => book.drop())
const SAME = {
  is: 'same',
  wrongLayers: [],
  otherRules: [],
  wrongRules: [],
  wrongHash: false,
  strayed: false,
  wrongText: false,
}

describe('the data that a certificate names', () => {
  test('are kept, with rows in every layer, and told with it', async () => {
    const counted = new Map(signed.kept!.map(({ layer, rows }) => [layer, rows]))
    expect([...counted.keys()]).toEqual(Object.keys(signed.data).sort())
    expect(Math.min(...counted.values())).toBeGreaterThan(0)
    expect(counted.get('enterprises')).toBe(63)
    for (const { layer, lines } of [...parsed(text).layers].map(([layer, of]) => ({ layer, ...of }))) expect(lines.length).toBe(counted.get(layer)) // prettier-ignore
    const bytes = signed.kept!.find(({ layer }) => layer === 'nobody')!.bytes
    expect(bytes).toBe(
      (await many<{ n: number }>(`select sum(octet_length(name))::int as n from coverage_nobody`))[0]!.n,
    )
  })

  test('give its digests and its hash by another hand, line by line', () => {
    const file = parsed(text)
    expect(Object.fromEntries([...file.layers].map(([layer, { lines }]) => [layer, digestOf(lines)]))).toEqual(
      signed.data,
    )
    expect([...file.layers].map(([layer, { digest }]) => [layer, digest])).toEqual(
      Object.entries(signed.data).sort(([a], [b]) => (a < b ? -1 : 1)),
    )
    expect([hashOfHead(file), file.hash]).toEqual([signed.hash, signed.hash])
    expect(file.about).toEqual([`certificate ${signed.id}`, `made ${NOW.toISOString()}`, 'signer 林\\\\青山'])
    expect(file.layers.get('left')!.lines).toEqual(['layer left 9 x', '走了\\n的人'])
  })

  test('give them by the tools of any shell, as docs/coverage.md says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'anjian-data-'))
    try {
      writeFileSync(join(folder, 'data.txt'), text)
      const sh = (script: string) => execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' }).trim()
      expect(sh(`sed '/^$/,$d' data.txt | sha256sum`)).toBe(`${signed.hash}  -`)
      for (const layer of Object.keys(signed.data)) {
        const lines = `awk -v want=${layer} 'left > 0 { left--; if (on) print; next } $1 == "layer" { left = $3; on = $2 == want }' data.txt`
        expect(
          sh(
            `${lines} | while IFS= read -r line; do printf '%b' "$line" | sha256sum | cut -c1-64; done | xxd -r -p | sha256sum`,
          ),
          layer,
        ).toBe(`${signed.data[layer]}  -`)
        expect(
          sh(
            `${lines} | perl -MDigest::SHA=sha256 -pe 'chomp; s{\\\\([\\\\nr])}{$1 eq "n" ? "\\n" : $1 eq "r" ? "\\r" : $1}ge; $_ = sha256($_)' | sha256sum`,
          ),
          layer,
        ).toBe(`${signed.data[layer]}  -`)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('are for whoever checks certificates; that they were taken is recorded', async () => {
    const as = (actor: object) => deskOf(book, { person: '某人', role: 'grid', grids: [3], ...actor })
    for (const actor of [
      {},
      { role: 'department', department: 1 },
      { role: 'enterprise', enterprise: 1 },
      { role: 'wall' },
      { role: 'public' },
    ])
      expect([401, 403]).toContain((await as(actor).get(dataPath(signed.id))).status)
    expect((await as({}).get(`/coverage/certificates/${signed.id}`)).body.kept).toEqual(signed.kept)
    expect((await leader.get(dataPath(999))).status).toBe(404)
    expect((await leader.get(dataPath(0))).status).toBe(400)
    const before = await many(`select from audit where act = 'export' and topic = 'coverage_certificate'`)
    await dataOf(signed)
    const recorded = await many(
      `select ids::int[] as ids, count::int as count from audit where act = 'export' and topic = 'coverage_certificate' order by id desc`,
    )
    expect([recorded.length - before.length, recorded[0]]).toEqual([
      1,
      { ids: [signed.id], count: signed.kept!.reduce((sum, { rows }) => sum + rows, 0) },
    ])
  })

  test('are shown by the database itself to no other side, and nobody writes them past a certificate', async () => {
    const Counted = z.object({ layers: z.number(), pieces: z.number() })
    const seen = (actor: Partial<Actor> & Pick<Actor, 'role'>) =>
      inScope(book.pool, { person: '某人', grids: [], ...actor }, (db) =>
        db.one(
          Counted,
          sql`select (select count(*)::int from coverage_data) as layers, (select count(*)::int from coverage_lines) as pieces`,
        ),
      )
    const layers = Object.keys(signed.data).length
    expect(await seen({ role: 'government' })).toEqual({ layers, pieces: layers })
    for (const actor of [
      { role: 'department', department: 1 },
      { role: 'grid', grids: [3] },
    ] as const)
      expect(await seen(actor)).toEqual({ layers, pieces: 0 })
    for (const role of ['enterprise', 'expert', 'wall', 'security'] as const)
      expect(await seen({ role })).toEqual({ layers: 0, pieces: 0 })
    for (const act of [
      sql`insert into coverage_lines values (${signed.hash}, 0, '{x}')`,
      sql`delete from coverage_data`,
      sql`select app.coverage_layers()`,
    ])
      await expect(inScope(book.pool, LEADER, (db) => db.run(act))).rejects.toMatchObject({ code: '42501' })
  })

  test('stay as they are, and nothing is kept under a digest that it does not give', async () => {
    const refused = (statement: string, constraint: string) =>
      expect(many(statement), statement).rejects.toMatchObject({ constraint })
    for (const table of ['coverage_data', 'coverage_lines']) {
      await refused(`delete from ${table}`, 'coverage_data_kept')
      await refused(`truncate ${table} cascade`, 'coverage_data_kept')
      await refused(`update ${table} set digest = digest`, 'coverage_data_kept')
    }
    await refused(
      `insert into coverage_lines select digest, 99, '{x}' from coverage_data limit 1`,
      'coverage_data_kept',
    )
    await refused(
      `insert into coverage_data (digest, rows, bytes) values (repeat('0', 64), 0, 0)`,
      'coverage_data_digest',
    )
    await expect(many(`insert into coverage_lines values (repeat('0', 64), 0, '{x}')`)).rejects.toMatchObject({
      code: '23503',
    })
    const as = `insert into coverage_certificate (signer, data_version, data, rules, hash) select '甲', data_version, $1::jsonb, rules, hash from coverage_certificate where id = ${signed.id}`
    const { places: _, ...fewer } = signed.data
    for (const data of [fewer, { ...signed.data, other: signed.hash }, { ...signed.data, places: '0'.repeat(64) }])
      await expect(many(as, [JSON.stringify(data)])).rejects.toMatchObject({ constraint: 'coverage_data_digest' })
  })
})

describe('run again at its own data version', () => {
  test('it is the same, and so is another that shares what did not change between them', async () => {
    const kept = async () => (await many<{ n: number }>('select count(*)::int as n from coverage_data'))[0]!.n
    const before = await kept()
    await many(`update grid set phone = '0535-7654321' where id = 2`)
    const other = await sign()
    expect(await kept()).toBe(before + 1)
    expect(Object.keys(other.data).filter((layer) => other.data[layer] !== signed.data[layer])).toEqual(['grids'])
    await book.clock.set(new Date(NOW.getTime() + 3 * DAY))
    for (const one of [signed, other])
      expect(await again(await dataOf(one))).toMatchObject({ ...SAME, id: one.id, hash: one.hash, rows: one.kept!.reduce((sum, { rows }) => sum + rows, 0) })
  })

  test('it is the same after any number of changes at random', async () => {
    const random = randomOf(107)
    const pick = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)]!
    const EDITS = [
      () => `update enterprise set status = '${pick(['active', 'suspended', 'closed'])}' where id = ${1 + Math.floor(random() * 63)}`,
      () => `update enterprise set geom = st_setsrid(st_makepoint(${120.99 + random() * 0.04}, 37.005), 4326) where id = ${1 + Math.floor(random() * 63)}`,
      () => `update enterprise set industry = '${pick(['C26', 'A01', 'E47', 'T'])}' where id = ${1 + Math.floor(random() * 63)}`,
      () => `delete from enterprise where id = ${4 + Math.floor(random() * 60)}`,
      () => `update grid set person = '${pick(['待定', '新人', '走了的人'])}', phone = '0535-${1000000 + Math.floor(random() * 8e6)}' where id = ${1 + Math.floor(random() * 4)}`,
      () => `update grid set geom = st_multi(st_makeenvelope(121.01, 37, ${121.019 + random() * 0.002}, 37.01, 4326)) where id = 4`,
      () => `update department set industries = '${pick(['{C}', '{C,E}', '{A}', '{}'])}' where id = ${pick([1, 2])}`,
      () => `insert into coverage_nobody values ('某${Math.floor(random() * 1e9)}')`,
      () => `delete from tenant where id = (select max(id) from tenant)`,
      () => `update place set person = ${pick(['null', `'新'`])} where id = ${pick([1, 2])}`,
      () => `delete from licence where id = (select min(id) from licence)`,
      () => `update coverage_rule set "limit" = ${5 + Math.floor(random() * 200)} where kind = 'chief-overload'`,
      () => `update account set name = '改名${Math.floor(random() * 1e6)}' where user_name = 'gone${pick([1, 2])}'`,
    ]
    for (let n = 0; n < 60; n += 1) await many(pick(EDITS)())
    await many(`update supervision_rule set until_on = app.today(), end_reason = '完' where id = 1; update post set until_at = app.now() where kind = 'leader'; update hazard_source set operator = null;
      update law set repealed_on = app.today() where id = (select law from law_clause where id = app.unit_clause());
      update district set name = '改名区', geom = st_multi(st_makeenvelope(121, 37, 121.03, 37.01, 4326));
      insert into inspection (enterprise, kind, inspector, inspected_at, findings) select id, 'patrol', '赵', app.now(), 0 from enterprise where id < 4`)
    const now = await leader.get(`/coverage/certificates/${signed.id}/check`)
    expect(now.body).toMatchObject({ sameData: false, faults: expect.any(Number) })
    expect(now.body.faults).toBeGreaterThan(0)
    // not one layer is what it was
    const { data } = (await many<{ data: Record<string, string> }>(`select app.coverage_digests() as data from (select set_config('app.role', 'government', false)) r`))[0]!
    expect(Object.keys(data).filter((layer) => data[layer] === signed.data[layer])).toEqual([])
    const kept = await dataOf(signed)
    expect(kept).toBe(text)
    expect(await again(kept)).toMatchObject({ ...SAME, hash: signed.hash })
  }, 60_000)

  /** What a forger who keeps every digest and the hash right puts into the data, and the rule that finds it when it is run again. */
  const edit = (layer: string, change: (line: string, at: number) => string) => (file: DataFile) => {
    const of = file.layers.get(layer)!
    const before = of.lines.join('\n')
    of.lines = of.lines.map(change).filter((line) => line !== '')
    if (of.lines.join('\n') === before) throw new Error(`nothing changed in ${layer}`)
  }
  const field = (at: number, value: string) => (line: string) => {
    const fields = line.slice(1, -1).split(',')
    fields[at] = value
    return `(${fields.join(',')})`
  }
  const ofKey = (key: string, change: (line: string) => string) => (line: string) => (line.startsWith(`(${key},`) ? change(line) : line)
  const SQUARE = '0106000020E6100000010000000103000000010000000500000000000000004053C0000000000080424000000000004053C00000000000A0424000000000003053C00000000000A0424000000000003053C0000000000080424000000000004053C00000000000804240'
  test.each([
    ['territory-gap', edit('grids', (line) => (line.startsWith('(32,') ? '' : line))],
    ['territory-outside', edit('grids', ofKey('32', field(8, SQUARE)))],
    ['enterprise-no-grid', edit('enterprises', ofKey('2', field(4, '')))],
    ['enterprise-no-lead', edit('enterprises', ofKey('2', field(5, '')))],
    ['industry-ownerless', edit('enterprises', ofKey('2', field(5, '')))],
    ['enterprise-two-leads', edit('departments', ofKey('U1', (line) => line.replace('{C}', '"{C,E}"')))],
    ['class-a-leader', edit('assignments', (line) => line.replace(/t\)$/, 'f)'))],
    ['node-person', edit('grids', ofKey('1', field(6, '待定')))],
    ['node-person', edit('left', (line, at) => (at === 0 ? '王主任' : line))],
    ['node-person', edit('nobody', (line, at) => (at === 0 ? '王主任' : line))],
    ['chief-overload', edit('enterprises', ofKey('2', (line) => Array.from({ length: 90 }, (_, n) => field(2, 'A')(field(0, String(n === 0 ? 2 : 1000 + n))(line))).join('\n')))],
    ['visit-overdue', edit('enterprises', ofKey('1', field(8, '"2026-05-01 02:00:00+00"')))],
    ['source-responsible', edit('hazard-sources', ofKey('1', (line) => line.replace(/operational:[^,}]*,/, '')))],
    ['place-register', edit('tenants', ofKey('4', field(3, '2026-06-15')))],
    ['place-register', edit('places', ofKey('1', field(5, '00000000')))],
  ] as const)('%s is looked for in the data that are kept', async (kind, change) => {
    const found = await again(forged(text, (file) => {
      change(file)
      const { enterprises, nobody } = Object.fromEntries(file.layers)
      enterprises!.lines = enterprises!.lines.flatMap((line) => line.split('\n')).sort((a, b) => Number.parseInt(a.slice(1)) - Number.parseInt(b.slice(1)))
      nobody!.lines.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }))
    expect([found.is, found.wrongLayers, found.wrongHash]).toEqual(['differs', [], false])
    expect(found.wrongRules).toContain(kind)
  }) // prettier-ignore

  test.each([['another grid', 4, '3'], ['another unit', 5, '1']] as const)('an enterprise that lies or works elsewhere than under %s is told', async (_, at, value) => {
    const found = await again(forged(text, edit('enterprises', ofKey('2', field(at, value)))))
    expect([found.is, found.strayed, found.wrongLayers, found.wrongHash]).toEqual(['differs', true, [], false])
  }) // prettier-ignore

  test('a day that is not that of the signing is told, and a layer that fits no table by its name', async () => {
    const later = (file: DataFile) => { file.head = file.head.map((line) => line.replace(/^day .*/, 'day 2026-06-16')) } // prettier-ignore
    expect(await again(forged(text, later))).toMatchObject({ is: 'differs', wrongText: true, wrongHash: false })
    const twice = (file: DataFile) => { const of = file.layers.get('places')!; of.lines = [of.lines[0]!, ...of.lines] } // prettier-ignore
    await expect(again(forged(text, twice))).rejects.toThrow(/数据层 places 装不进[^]+layer places does not fit/)
  })

  test('a count, a number or a hash that is another than was signed is told', async () => {
    const counted = (file: DataFile) => { file.head = file.head.map((line) => line.replace(/^(rule node-person .*) 4$/, '$1 5')) } // prettier-ignore
    expect(await again(forged(text, counted))).toMatchObject({ is: 'differs', wrongRules: ['node-person'] })
    expect(await again(text.replace('day 2026-06-15', 'day 2026-06-16'))).toMatchObject({ is: 'differs', wrongHash: true, wrongRules: [] })
    // a number of its rules that the owner had changed is run by as it was
    const limit = (of: number) => (file: DataFile) => { file.head = file.head.map((line) => line.replace(/^rule chief-overload 1 80/, `rule chief-overload 2 ${of}`)) } // prettier-ignore
    expect(await again(forged(text, limit(60)))).toMatchObject(SAME)
    expect(await again(forged(text, limit(1)))).toMatchObject({ is: 'differs', wrongRules: ['chief-overload'] })
  })

  test('where the program has other rules by now, that is told, and nothing is called wrong', async () => {
    const former = (file: DataFile) => {
      file.head = file.head.filter((line) => !/^(data|rule) (assignments|class-a-leader) /.test(line)).map((line) => line.replace(/^rule enterprise-no-lead 2/, 'rule enterprise-no-lead 1'))
      file.layers.delete('assignments')
    }
    expect(await again(forged(text, former))).toMatchObject({ is: 'rules', wrongLayers: [], wrongRules: [], otherRules: ['enterprise-no-lead', 'class-a-leader', 'assignments'] })
  })

  test('what is cut off, or no data at all, is refused with the remedy', async () => {
    const lines = text.split('\n')
    for (const broken of ['', 'x\n', lines.slice(0, 20).join('\n'), lines.slice(0, 60).join('\n'), lines.slice(0, -2).join('\n')])
      await expect(again(broken)).rejects.toThrow(/重新下载[^]+download it again/)
  })
}) // prettier-ignore
