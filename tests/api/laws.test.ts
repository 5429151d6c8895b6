import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Law } from '#core/contract/laws.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'

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

describe('what a free text cites is', () => {
  const gone = async (text: string, day = TODAY) => (await many<{ gone: string | null }>('select app.repealed_citation($1, $2) as gone', [text, day]))[0]!.gone // prettier-ignore
  test.each([
    ['《企业职工伤亡事故报告和处理规定》第四条', '《企业职工伤亡事故报告和处理规定》'],
    ['《特别重大事故调查程序 暂行规定》', '《特别重大事故调查程序暂行规定》'],
    ['《中华人民共和国安全生产法》第九条', null],
    ['安全生产法第十条', null],
    ['GB 50016-2014 第3.3.1条', null],
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
    // of a later edition it is in force again
    await addClause(law.id, '第十条', '2026-02-01')
    expect(await gone('动火办法第十条')).toBeNull()
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
