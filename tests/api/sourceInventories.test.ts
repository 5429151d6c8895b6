import { describe, expect, test } from 'vitest'
import type { HazardSource } from '#core/contract/hazardSources.ts'
import { chemical, hazardSourceBook, leader, manager, steward } from './hazardSourceBook.ts'

const held = hazardSourceBook()
const read = async (actor = steward): Promise<HazardSource> =>
  (await held.as(actor).get(`/hazard-sources/${held.made.source}`)).body
const write = (body: object, actor = steward, path = '') =>
  held.as(actor).post(`/hazard-sources/${held.made.source}/substances${path}`).send(body)
const drop = async (substance: number, actor = steward) =>
  held
    .as(actor)
    .delete(`/hazard-sources/${held.made.source}/substances/${substance}`)
    .query({ inventory: (await read()).inventory! })
const assessments = async () =>
  (await held.as(steward).get(`/hazard-sources/${held.made.source}/assessments`)).body.rows as {
    reasons: string[]
    level: number | null
    r: number | null
    alpha: number
    terms: { name: string; quantity: number }[]
  }[]

describe('an inventory', () => {
  test('is written, changed and emptied; level and assessments follow each time', async () => {
    // 120 people: α 2. 10 t of chlorine: S = 2, R = 2·4·2 = 16
    const { status, body } = await write(chemical('液氯', 12, 10, (await read()).inventory!))
    expect([status, (await read()).level, (await read()).r]).toEqual([201, 3, 16])
    const { substance } = body as { substance: number }
    const more = await write(chemical('氯', 12, 70, (await read()).inventory!), manager(held.made.enterprise), `/${substance}`)
    expect([more.status, (await read()).level, (await read()).r]).toEqual([201, 1, 112])
    expect((await drop(substance)).status).toBe(200)
    expect(await read()).toMatchObject({ level: null, sumRatio: null, substances: [] })
    expect((await assessments()).map(({ reasons, level, r, terms }) => [reasons.join(), level, r, terms.map((one) => one.quantity).join()])).toEqual([
      ['inventory', null, null, ''],
      ['inventory', 1, 112, '70'],
      ['first', 3, 16, '10'],
    ])
  }) // prettier-ignore

  test('is not written over what was not seen', async () => {
    const { inventory } = await read()
    expect((await write(chemical('氨', 1, 1, inventory!))).status).toBe(201)
    const late = await write(chemical('氯', 12, 1, inventory!))
    expect([late.status, late.body.code]).toEqual([409, 'entry-changed'])
    const both = await Promise.all(
      ['氟', '硫化氢'].map(async (name, i, _, seal = '') => write(chemical(name, [5, 10][i]!, 1, seal || (await read()).inventory!))), // prettier-ignore
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
    for (const { id } of (await read()).substances) await drop(id)
  })

  test.each([
    ['a chemical of table 1 by its category', { reference: null, category: 'W5.4' }, 'body.reference'],
    ['a name that is another chemical’s', { name: '汽油' }, 'body.name'],
    ['a CAS number that is another chemical’s', { cas: '7664-41-7' }, 'body.cas'],
    ['a mixture without its reason', { mixture: 'pure' }, 'body.mixtureReason'],
    ['a mixture of its own class that names table 1', { mixture: 'own', mixtureReason: '低浓度', category: 'W5.4' }, 'body.category'], // prettier-ignore
    ['β by hand where table 3 says it', { beta: 2, betaReason: '经验' }, 'body.beta'],
    ['a chemical whose β no table says', { name: '煤气', reference: 13 }, 'body.beta'],
    ['neither table', { name: '某溶剂', reference: null }, 'body.reference'],
  ])('refuses %s, and says where', async (_, other, at) => {
    const before = await read()
    const { status, body } = await write({ ...chemical('氯', 12, 10, before.inventory!), ...other })
    expect(await read()).toEqual(before)
    expect([status, body.code, body.issues?.[0]?.at]).toEqual([422, 'entry-refused', at])
  })

  test('takes a mixture as the pure one or by its own class, and β by hand where no table says it, with reasons', async () => {
    const pure = { ...chemical('含氯 40% 溶液', 12, 10, (await read()).inventory!), mixture: 'pure', mixtureReason: '危险类别与氯相同' } // prettier-ignore
    expect((await write(pure)).status).toBe(201)
    const own = { ...chemical('稀甲醛水溶液', 12, 500, (await read()).inventory!), reference: null, category: 'J5', mixture: 'own', mixtureReason: '按自身急性毒性类别' } // prettier-ignore
    expect((await write(own)).status).toBe(201)
    expect((await read()).substances.map(({ critical, beta, mixture }) => [critical, beta, mixture])).toEqual([
      [5, 4, 'pure'],
      [500, 1, 'own'],
    ])
    for (const { id } of (await read()).substances) await drop(id)
  })

  test('of an acutely toxic gas of table 1 makes the store a guarded one', async () => {
    expect((await write(chemical('砷化氢', 14, 1, (await read()).inventory!))).status).toBe(201)
    expect(await held.ask('select guarded from hazard_source where id = $1', [held.made.source])).toEqual([{ guarded: true }]) // prettier-ignore
    for (const { id } of (await read()).substances) await drop(id)
  })
})

describe('who writes', () => {
  test('an inventory: data stewards, and the safety manager of that enterprise alone', async () => {
    const body = chemical('氯', 12, 10, (await read()).inventory!)
    const [other] = await held.ask<{ id: number }>('select id from enterprise where id <> $1 order by id limit 1', [held.made.enterprise]) // prettier-ignore
    const asked = [leader, manager(other!.id), { ...manager(held.made.enterprise), post: 'expert' as const }]
    const statuses = await Promise.all(asked.map(async (actor) => (await write(body, actor)).status))
    expect(statuses).toEqual([403, 404, 403])
    expect([(await read(leader)).mayWrite, (await read(manager(held.made.enterprise))).mayWrite]).toEqual([false, true])
    expect((await read()).substances).toEqual([])
  })

  test('assessments: nobody, not even the owner of the tables', async () => {
    await write(chemical('氨', 1, 12, (await read()).inventory!))
    const change = held.ask('update hazard_source_assessment set level = 4 where hazard_source = $1', [held.made.source]) // prettier-ignore
    await expect(change).rejects.toThrow('assessments are kept')
    await expect(
      held.ask('delete from hazard_source_assessment where hazard_source = $1', [held.made.source]),
    ).rejects.toThrow('assessments are kept')
  })
})
