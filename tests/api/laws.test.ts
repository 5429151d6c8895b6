import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Law } from '#core/contract/laws.ts'
import { clauseWords } from '#core/domain/clauseWords.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'
import { pick, randomOf } from './randomFilters.ts'

const TODAY = '2026-06-15'
let book: FreshDatabase
let steward: Desk
let leader: Desk
const many = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(text, values)).rows
const as = (actor: Partial<Actor> & Pick<Actor, 'role'>) => deskOf(book, { person: '某人', grids: [], ...actor })
beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(new Date(`${TODAY}T02:00:00Z`))
  await many(`insert into department (code, name, person, phone) values ('U1', '应急管理局', '钱', '0535-1234505')`)
  steward = as({ role: 'government', post: 'data-steward', person: '管数据' })
  leader = as({ role: 'government', post: 'leader', person: '林青山' })
})
afterAll(() => book.drop())

const listed = async (query: object = {}, desk = steward) => (await desk.get('/laws').query(query)).body.laws as Law[]
const add = (name: string, inForceFrom = '2020-01-01', desk = steward) => desk.post('/laws').send({ name, kind: 'rule', inForceFrom, source: '某令' }) // prettier-ignore
const addClause = (law: number, number: string, inForceFrom = '2020-01-01') => steward.post(`/laws/${law}/clauses`).send({ number, text: '某条文', inForceFrom }) // prettier-ignore
const repeal = (law: number, repealedOn: string, clause?: number) => steward.post(`/laws/${law}/${clause === undefined ? 'repeal' : 'clauses/repeal'}`).send({ repealedOn, ...(clause !== undefined && { clause }) }) // prettier-ignore
const rule = (clause: number, fromOn = TODAY) =>
  leader.post('/supervision/rules').send({ request: randomUUID(), part: 'support', of: { basis: 'district' }, department: 1, principle: 'territorial', clause, fromOn }) // prettier-ignore

test('the library has on each day what was in force on it, and by a text the clauses that hold it', async () => {
  const numbers = async (query: object) => (await listed(query)).flatMap(({ shortName, clauses }) => clauses.map(({ number, inForceFrom }) => `${shortName}${number}@${inForceFrom}`)) // prettier-ignore
  const act = (all: string[]) => all.filter((one) => one.startsWith('安全生产法第九条'))
  expect(act(await numbers({ on: '2021-08-31' }))).toEqual(['安全生产法第九条@2014-12-01'])
  expect(act(await numbers({ on: '2021-09-01' }))).toEqual(['安全生产法第九条@2021-09-01'])
  expect(act(await numbers({}))).toHaveLength(2)
  expect((await listed({ on: '2007-05-31' })).map(({ name }) => name)).toContain('特别重大事故调查程序暂行规定')
  expect((await listed({ on: '2007-06-01' })).map(({ name }) => name)).not.toContain('特别重大事故调查程序暂行规定')
  const held = await listed({ search: '谁审批谁负责' })
  expect(held.map(({ name, clauses }) => [name, clauses.map(({ number }) => number)])).toEqual([['山东省安全生产条例', ['第三条']]]) // prettier-ignore
  expect((await listed({ search: '安全生产法' }))[0]!.clauses.length).toBeGreaterThan(2)
})

test('the data steward alone writes; government, member units and grids read, nobody else does', async () => {
  for (const actor of [{ role: 'government', post: 'leader' }, { role: 'department', department: 1 }, { role: 'grid' }] as const) {
    expect((await add('某规', TODAY, as(actor))).status, actor.role).toBe(403)
    expect((await as(actor).get('/laws')).status, actor.role).toBe(200)
  }
  for (const actor of [{ role: 'enterprise', enterprise: 1 }, { role: 'expert' }, { role: 'wall' }] as const)
    expect((await as(actor).get('/laws')).status, actor.role).toBe(403)
}) // prettier-ignore

test('a short name means one law in force, and one sign is no name', async () => {
  const named = (name: string, shortName: string) => steward.post('/laws').send({ name, shortName, kind: 'rule', inForceFrom: '2020-01-01', source: '某令' }) // prettier-ignore
  const taken = await named('另一部安全生产法', '安全生产法')
  expect([taken.status, taken.body.issues[0].at]).toEqual([422, 'body.shortName'])
  expect((await named('甲', '甲法')).status).toBe(400)
  expect((await named('甲乙规定', '乙')).status).toBe(400)
  const { body: law } = await add('单字规定')
  expect((await steward.post(`/laws/${law.id}/clauses`).send({ number: '第一条', text: '字', inForceFrom: '2020-01-01' })).status).toBe(400) // prettier-ignore
})

describe('a repeal', () => {
  test('is written once, stays, takes the clauses along, and nothing is deleted', async () => {
    const { body: law } = await add('园区监管办法')
    const { body: held } = await addClause(law.id, '第五条')
    expect((await add('园区监管办法', '2021-01-01')).body.issues[0].at).toBe('body.name')
    expect((await repeal(law.id, '2019-12-31')).status).toBe(422)
    const { status, body } = await repeal(law.id, '2026-06-01')
    expect([status, body.inForce, body.clauses.map(({ repealedOn }: Law) => repealedOn)]).toEqual([201, false, ['2026-06-01']]) // prettier-ignore
    expect((await repeal(law.id, '2026-06-02')).body.code).toBe('law-refused')
    expect((await addClause(law.id, '第六条', '2026-06-01')).body.code).toBe('law-refused')
    for (const text of [
      'delete from law',
      'delete from law_clause',
      'truncate law cascade',
      `update law set name = 'x' where id = ${law.id}`,
      `update law_clause set text = '别的' where id = ${held.clauses[0].id}`,
    ])
      // prettier-ignore
      await expect(many(text)).rejects.toMatchObject({ constraint: 'law_refused_kept' })
    expect((await add('园区监管办法', '2026-06-01')).status).toBe(201)
  })

  test('ends what a clause can be cited for: by the day of the rule and by today, in the program and past it', async () => {
    const { body: law } = await add('牵头办法')
    const { body: held } = await addClause(law.id, '第二条', '2022-01-01')
    const clause = held.clauses[0].id as number
    expect([(await rule(clause, '2021-12-31')).status, (await rule(clause, '2022-01-01')).status]).toEqual([422, 201])
    await repeal(law.id, '2026-06-16', clause)
    // repealed from tomorrow: in force today, and no longer tomorrow
    expect((await rule(clause)).status).toBe(201)
    await book.clock.set(new Date('2026-06-16T02:00:00Z'))
    const refused = await rule(clause, TODAY)
    await expect(many(`insert into supervision_rule (request, part, basis, department, principle, clause, from_on) values ($1, 'lead', 'district', 1, 'territorial', $2, '2023-01-01')`, [randomUUID(), clause])) // prettier-ignore
      .rejects.toMatchObject({ constraint: 'supervision_refused_clause' })
    const { rules } = (await leader.get('/supervision/rules')).body
    await book.clock.set(new Date(`${TODAY}T02:00:00Z`))
    expect([refused.status, refused.body.issues[0].at]).toEqual([422, 'body.clause'])
    // what was written before stays, and is told as resting on a repealed clause
    expect(rules.filter(({ clause: c }: { clause: { id: number } | null }) => c?.id === clause).map((one: { clause: { inForce: boolean } }) => one.clause.inForce)).toEqual([false, false]) // prettier-ignore
  })
})

describe('what is mistyped for a day to come', () => {
  const withdraw = (law: number, what: 'entry' | 'repeal', clause: number | null = null, desk = steward) => desk.post(`/laws/${law}/withdraw`).send({ what, clause, reason: '日期写错' }) // prettier-ignore
  const said = ({ status, body }: { status: number; body: { code?: string; issues?: { at: string }[]; detail?: string } }) => [status, body.code, body.issues?.[0]?.at] // prettier-ignore
  const AHEAD = '2026-06-16'

  test('is withdrawn while the day is ahead, law with its clauses or one clause alone; it was in force on no day, and the history keeps it', async () => {
    const { body: law } = await add('撤回办法甲', AHEAD)
    const { body: held } = await addClause(law.id, '第一条', AHEAD)
    await addClause(law.id, '第二条', '2026-07-01')
    const first = held.clauses[0].id as number
    const one = await withdraw(law.id, 'entry', first)
    expect([one.status, one.body.withdrawn]).toEqual([201, false])
    expect(one.body.clauses.map(({ number, withdrawn, inForce }: Law['clauses'][number]) => [number, withdrawn, inForce])).toEqual([['第一条', true, false], ['第二条', false, false]]) // prettier-ignore
    // its place is free again, with the very same day
    expect((await addClause(law.id, '第一条', AHEAD)).status).toBe(201)
    const { body: all } = await withdraw(law.id, 'entry')
    expect([all.withdrawn, all.clauses.map(({ withdrawn }: { withdrawn: boolean }) => withdrawn)]).toEqual([true, [true, true, true]]) // prettier-ignore
    expect(all.withdrawals).toMatchObject([
      { what: 'entry', clause: null, day: AHEAD, reason: '日期写错', by: '管数据' },
      { what: 'entry', clause: first, day: AHEAD },
    ])
    expect((await add('撤回办法甲', AHEAD)).status).toBe(201)
    await book.clock.set(new Date('2026-08-01T02:00:00Z'))
    const later = (await listed({ on: '2026-08-01' })).filter(({ name }) => name === '撤回办法甲')
    const seen = (await listed()).filter(({ name }) => name === '撤回办法甲').map(({ withdrawn }) => withdrawn)
    const rules = await rule(first, '2026-08-01')
    await book.clock.set(new Date(`${TODAY}T02:00:00Z`))
    expect([later.map(({ withdrawn, clauses }) => [withdrawn, clauses.length]), seen.sort()]).toEqual([[[false, 0]], [false, true]]) // prettier-ignore
    expect(rules.status).toBe(422)
    expect(said(await withdraw(law.id, 'entry'))).toEqual([422, 'law-refused', 'body.what'])
    expect((await repeal(law.id, '2027-01-01')).status).toBe(422)
    expect((await addClause(law.id, '第三条', '2026-09-01')).status).toBe(422)
  })

  test('is a repeal as well: law and clauses stay in force, but for those that were repealed by themselves', async () => {
    const { body: law } = await add('撤回办法乙')
    await addClause(law.id, '第一条')
    const { body: held } = await addClause(law.id, '第二条')
    const [own, other] = held.clauses.map(({ id }: { id: number }) => id) as [number, number]
    await repeal(law.id, AHEAD, own)
    await repeal(law.id, AHEAD)
    // one that is repealed with its law has no repeal of its own to withdraw
    expect(said(await withdraw(law.id, 'repeal', other))).toEqual([422, 'law-refused', 'body.what'])
    const { status, body } = await withdraw(law.id, 'repeal')
    expect([status, body.repealedOn, body.clauses.map(({ id, repealedOn, withLaw }: Law['clauses'][number]) => [id, repealedOn, withLaw])]) // prettier-ignore
      .toEqual([201, null, [[own, AHEAD, false], [other, null, false]]]) // prettier-ignore
    expect((await withdraw(law.id, 'repeal', own)).body.clauses.map(({ repealedOn }: { repealedOn: string | null }) => repealedOn)).toEqual([null, null]) // prettier-ignore
    // now the day that was meant; a clause whose repeal goes ends with its law all the same
    await repeal(law.id, '2026-06-20', own)
    await repeal(law.id, '2026-07-20')
    const back = await withdraw(law.id, 'repeal', own)
    expect(back.body.clauses.map(({ repealedOn, withLaw }: Law['clauses'][number]) => [repealedOn, withLaw])).toEqual([['2026-07-20', true], ['2026-07-20', true]]) // prettier-ignore
    expect(back.body.withdrawals).toHaveLength(3)
    expect(said(await withdraw(law.id, 'entry'))).toEqual([422, 'law-refused', 'body.what'])
  })

  test('stays once its day has come, where a later edition holds its place, or where somebody else asks', async () => {
    const { body: law } = await add('撤回办法丙', TODAY)
    expect(said(await withdraw(law.id, 'entry'))).toEqual([422, 'law-refused', 'body.what'])
    expect(said(await withdraw(law.id, 'repeal'))).toEqual([422, 'law-refused', 'body.what'])
    await repeal(law.id, AHEAD)
    const { body: next } = await add('撤回办法丙', AHEAD)
    const held = await withdraw(law.id, 'repeal')
    expect([said(held), held.body.detail]).toEqual([[422, 'law-refused', 'body.what'], expect.stringMatching(/先撤回那个新版.*\n.*withdraw that one first/)]) // prettier-ignore
    expect((await withdraw(next.id, 'entry')).status).toBe(201)
    expect((await withdraw(law.id, 'repeal')).body.repealedOn).toBeNull()
    await repeal(law.id, AHEAD)
    await book.clock.set(new Date(`${AHEAD}T02:00:00Z`))
    const over = said(await withdraw(law.id, 'repeal'))
    await book.clock.set(new Date(`${TODAY}T02:00:00Z`))
    expect(over).toEqual([422, 'law-refused', 'body.what'])
    for (const desk of [leader, as({ role: 'department', department: 1 })]) expect((await withdraw(law.id, 'repeal', null, desk)).status).toBe(403) // prettier-ignore
    expect((await withdraw(999_999, 'entry')).status).toBe(404)
    const { body: foreign } = await add('撤回办法丁')
    const { body: of } = await addClause(foreign.id, '第一条')
    expect(said(await withdraw(law.id, 'entry', of.clauses[0].id))).toEqual([422, 'law-refused', 'body.clause'])
  })

  test('is taken back by a withdrawal alone, and on no clause that a rule rests on', async () => {
    const { body: law } = await add('撤回办法戊', AHEAD)
    const { body: held } = await addClause(law.id, '第一条', AHEAD)
    const clause = held.clauses[0].id as number
    await many('alter table supervision_rule disable trigger user')
    await many(`insert into supervision_rule (request, part, basis, department, principle, clause, from_on) values ($1, 'support', 'district', 1, 'territorial', $2, $3)`, [randomUUID(), clause, TODAY]) // prettier-ignore
    await many('alter table supervision_rule enable trigger user')
    for (const of of [clause, null]) expect(said(await withdraw(law.id, 'entry', of))).toEqual([422, 'law-refused', 'body.what']) // prettier-ignore
    const { body: other } = await add('撤回办法己')
    await repeal(other.id, AHEAD)
    for (const text of [
      `update law set repealed_on = null where id = ${other.id}`,
      `update law set repealed_on = '2026-07-01' where id = ${other.id}`,
      `update law set withdrawn_at = app.now(), withdrawn_by = 'x', repealed_on = in_force_from where id = ${law.id}`,
      `update law_clause set with_law = true where id = ${clause}`,
    ])
      await expect(many(text), text).rejects.toMatchObject({ constraint: 'law_refused_kept' })
    await withdraw(other.id, 'repeal')
    for (const text of [
      'delete from law_withdrawal',
      `update law_withdrawal set reason = 'x'`,
      'truncate law_withdrawal',
    ])
      await expect(many(text), text).rejects.toMatchObject({ constraint: 'law_refused_kept' })
  })
})

describe('what a free text cites is', () => {
  const gone = async (text: string, day = TODAY) => (await many<{ gone: string | null }>('select app.repealed_citation($1, $2) as gone', [text, day]))[0]!.gone // prettier-ignore
  test.each([
    ['《企业职工伤亡事故报告和处理规定》第四条', '《企业职工伤亡事故报告和处理规定》'],
    ['《特别重大事故调查程序 暂行规定》', '《特别重大事故调查程序暂行规定》'],
    ['《中华人民共和国安全生产法》第九条', null],
    ['安全生产法第十条', null],
    ['GB 50016-2014 第3.3.1条', null],
    ['《企业职工伤亡事故报告和处理规定》第4条', '《企业职工伤亡事故报告和处理规定》'],
    ['某个不在库里的规定第一条', null],
  ])('%s: %s', async (text, expected) => {
    expect(await gone(text)).toBe(expected)
  })
  test('judged by the words of the day: a clause whose last words are repealed, and none of a number that only holds it', async () => {
    const { body: law } = await add('动火办法')
    await addClause(law.id, '第十条')
    const { body: held } = await addClause(law.id, '第二十条')
    await repeal(law.id, '2026-01-01', held.clauses.find(({ number }: { number: string }) => number === '第十条').id)
    expect([await gone('动火办法第十条'), await gone('动火办法第二十条'), await gone('动火办法第十条', '2025-12-31')]).toEqual(['《动火办法》第十条', null, null]) // prettier-ignore
    for (const text of ['动火办法第10条', '《动火办法》第１０条第2款', '动火办法 第 10 条']) expect(await gone(text), text).toBe('《动火办法》第十条') // prettier-ignore
    for (const text of ['动火办法第20条', '动火办法第110条', '动火办法第10.1条'])
      expect(await gone(text), text).toBeNull()
    // of a later edition it is in force again
    await addClause(law.id, '第十条', '2026-02-01')
    expect(await gone('动火办法第十条')).toBeNull()
  })
  test('not judged by a law that was withdrawn: its name is one that the library does not have', async () => {
    const { body: law } = await add('未来办法', '2026-12-01')
    expect(await gone('《未来办法》第一条')).toBe('《未来办法》')
    await steward.post(`/laws/${law.id}/withdraw`).send({ what: 'entry', reason: '名称写错' })
    expect(await gone('《未来办法》第一条')).toBeNull()
    expect(await gone('《未来办法》第一条', '2026-12-02')).toBeNull()
  })
  test('read in Arabic numbers alike by program and database, and kept and found in Chinese ones', async () => {
    const texts = Array.from({ length: 300 }, (_, n) => `《某法》第${(n * 37) % 9999}条${n % 3 ? `之${n % 12}` : ''}第 ${n % 30}款、第${n}.1条，第${n}项 ${n}条，二〇二一年第一百〇${n % 9}条、第二百〇五条、第二百〇五条`) // prettier-ignore
    // numbers said digit by digit, and what only looks like one
    const random = randomOf(110_606)
    for (let n = 0; n < 600; n += 1) {
      const said = Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
        pick(random, [...'〇零一二三四五六七八九', ...(random() < 0.2 ? '十百千' : '')]),
      ).join('')
      texts.push(
        `第${said}${pick(random, ['条', '款', '项', '章', ' 条'])}第${said}条之${pick(random, ['1', '一〇', '二'])}，${said}条`,
      )
    }
    const read = await many<{ words: string }>('select app.clause_words(t) as words from unnest($1::text[]) with ordinality u (t, n) order by n', [texts]) // prettier-ignore
    expect(read.map(({ words }) => words)).toEqual(texts.map(clauseWords))
    expect(
      texts.filter((text) => clauseWords(text) !== text.normalize('NFKC').replaceAll('〇', '零')).length,
    ).toBeGreaterThan(500)
    const { body: law } = await add('编号办法')
    const { status, body } = await addClause(law.id, '第１０条第2款')
    expect([status, body.clauses[0].number]).toEqual([201, '第十条第二款'])
    expect((await addClause(law.id, '第10.1条')).status).toBe(400)
    const found = await listed({ search: '第10条第2款' })
    expect(found.map(({ name }) => name)).toEqual(['编号办法'])
  })
  test('a checklist or a grading that cites it is refused at entry, and what was written before stays', async () => {
    const [list] = await many<{ id: number }>(
      `insert into checklist (name, version, source) values ('清单', 1, 'x') returning id`,
    )
    const item = (clause: string) => many(`insert into checklist_item (checklist, n, question, clause, severity, kind) values ($1, 1, '问', $2, 'general', 'other')`, [list!.id, clause]) // prettier-ignore
    await expect(item('《企业职工伤亡事故报告和处理规定》第四条')).rejects.toMatchObject({
      constraint: 'clause_repealed',
    })
    await item('安全生产法第十条')
  })
})
