import { describe, expect, test } from 'vitest'
import type { Proposal } from '#core/contract/proposals.ts'
import { FIELD_RULES } from '#core/domain/enterpriseFields.ts'
import { POST_KINDS, type PostKind, POSTS } from '#core/domain/posts.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { NOW, proposalsBook } from './proposalsBook.ts'

const proposals = proposalsBook()
const { one, actorOf, by, factsOf, change, put, proposed, accept, refuse, told, staffNow } = proposals

describe('a proposal', () => {
  test('is made by the safety manager, decided by whom the rule names, and by nobody else', async () => {
    for (const post of POST_KINDS) {
      const staff = (await staffNow()) + 1
      const { id } = await proposed({ staff })
      const may = (FIELD_RULES.staff.accept as readonly PostKind[]).includes(post)
      const listed = (await by(post).get('/proposals')).body.rows ?? []
      if (POSTS[post].scope !== 'expert' && POSTS[post].of !== 'nothing')
        expect(
          listed.map((row: Proposal) => [row.id, row.mayDecide]),
          post,
        ).toEqual([[id, may]])
      else expect(listed, post).toEqual([])
      const { status } = await accept(id, post)
      expect(status, post).toBe(may ? 201 : 403)
      expect(await staffNow(), post).toBe(may ? staff : staff - 1)
      await proposals.book.owner.query('delete from proposal')
    }
    const position = await proposed({
      position: { at: [proposals.plant.lng, proposals.plant.lat + 1e-4], datum: 'wgs84' },
      industry: 'C30',
    })
    expect(told(await accept(position.id, 'grid-chief'))).toEqual([403, 'not-allowed'])
    expect(told(await refuse(position.id, 'department-officer'))).toEqual([403, 'not-allowed'])
    expect(told(await refuse(position.id))).toEqual([201, undefined])
  })

  test.each(POST_KINDS.filter((kind) => kind !== 'safety-manager'))('is not made by: %s', async (post) => {
    expect(told(await put({ staff: 1 }, post))).toEqual([403, 'not-allowed'])
  })

  test('of another enterprise is not made, seen or decided', async () => {
    const other = await one<{ id: number }>(
      'select id from enterprise where grid <> $1 and lead_department <> $2 order by id limit 1',
      [proposals.plant.grid, proposals.plant.department],
    )
    expect(
      told(
        await by('safety-manager')
          .post(`/enterprises/${other.id}/proposals`)
          .send({ fields: { staff: 1 }, note: 'x' }),
      ),
    ).toEqual([404, 'not-found'])
    const { id } = await one<{ id: number }>(
      `insert into proposal (enterprise, fields, note) values ($1, '{"staff": {"before": 1, "after": 2}}', 'x') returning id`,
      [other.id],
    )
    for (const post of ['department-officer', 'grid-chief'] as const) {
      expect(told(await accept(id, post)), post).toEqual([404, 'not-found'])
      expect((await by(post).get('/proposals')).body.total, post).toBe(0)
    }
    expect(told(await by('safety-manager').delete(`/proposals/${id}`))).toEqual([404, 'not-found'])
    // past the server: the doors of the database ask the scope themselves
    await expect(
      inScope(proposals.book.pool, actorOf('grid-chief'), (db) =>
        db.run(sql`select app.accept_proposal(${id}::integer, '', null)`),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(
      inScope(proposals.book.pool, actorOf('safety-manager'), (db) =>
        db.run(sql`select app.change_enterprise(${other.id}::integer, '{"safetyManager": "x"}', '', null)`),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('what cannot be is not even proposed', async () => {
    expect(told(await put({ standardization: null, standardizationUntil: '2027-01-01' }))).toEqual([
      422,
      'field-refused',
    ])
    expect(told(await put({ safetyManagerPhone: '0535-1' }))).toEqual([403, 'not-allowed'])
    expect((await by('data-steward').get('/proposals')).body.total).toBe(0)
  })

  test('whose value changed meanwhile is a conflict: listed, refused, and nothing of it applied', async () => {
    const staff = await staffNow()
    const { facts } = await factsOf()
    const stale = await proposed({ staff: staff + 1, address: '新址 1 号' })
    await change({ staff: staff + 5 })
    const [listed] = (await by('data-steward').get('/proposals').query({ state: 'open' })).body.rows
    expect(listed.conflicts).toEqual([{ field: 'staff', before: staff, now: staff + 5, after: staff + 1 }])
    const { body, status } = await accept(stale.id)
    expect([status, body.code, body.issues[0].at]).toEqual([409, 'proposal-conflict', 'fields.staff'])
    expect(told(await by('data-steward').post(`/proposals/${stale.id}/rehearsal`))).toEqual([409, 'proposal-conflict'])
    expect((await factsOf()).facts).toMatchObject({ staff: staff + 5, address: facts.address })
    expect(told(await refuse(stale.id))).toEqual([201, undefined])
  })

  test('is decided once, by whichever of two at once comes first', async () => {
    const staff = await staffNow()
    const { id } = await proposed({ staff: staff + 1 })
    const answers = await Promise.all([
      accept(id),
      accept(id, 'department-officer'),
      refuse(id, 'grid-chief'),
      by('safety-manager').delete(`/proposals/${id}`),
    ])
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
    expect(answers.filter(({ status }) => status >= 300).map(told)).toEqual(
      Array.from({ length: 3 }, () => [409, 'proposal-decided']),
    )
    const { n } = await one<{ n: number }>('select count(*)::int as n from enterprise_change where proposal = $1', [id])
    const { state } = await one<{ state: string }>('select state from proposal where id = $1', [id])
    expect(n).toBe(state === 'accepted' ? 1 : 0)
    expect(await staffNow()).toBe(state === 'accepted' ? staff + 1 : staff)
  })

  test('two of the same value: the second meets what the first made', async () => {
    const staff = await staffNow()
    const [first, second] = [await proposed({ staff: staff + 1 }), await proposed({ staff: staff + 2 })]
    const answers = await Promise.all([accept(first.id), accept(second.id, 'grid-chief')])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect([staff + 1, staff + 2]).toContain(await staffNow())
  })

  test('is withdrawn by the enterprise, refused with a reason, and stays as it was decided', async () => {
    const staff = await staffNow()
    const { id } = await proposed({ staff: staff + 1 })
    const { body } = await by('safety-manager').delete(`/proposals/${id}`)
    expect(body).toMatchObject({
      state: 'withdrawn',
      decidedBy: '企业安全管理人员',
      mayDecide: false,
      mayWithdraw: false,
    })
    expect(told(await accept(id))).toEqual([409, 'proposal-decided'])
    const again = await proposed({ staff: staff + 1 })
    expect(told(await by('data-steward').post(`/proposals/${again.id}/refusal`).send({}))).toEqual([
      400,
      'invalid-request',
    ])
    expect((await refuse(again.id)).body).toMatchObject({
      state: 'refused',
      reason: '依据不足',
      decidedAt: NOW.toISOString(),
    })
    for (const text of [
      `update proposal set state = 'open', decided_at = null, decided_by = null where id = $1`,
      `update proposal set note = 'y' where id = $1`,
    ])
      await expect(proposals.book.owner.query(text, [again.id])).rejects.toMatchObject({
        constraint: 'proposal_decided',
      })
  })

  test('is not decided by whoever made it, under another post either', async () => {
    const staff = await staffNow()
    const { id } = await proposed({ staff: staff + 1 })
    const same = { account: actorOf('safety-manager').account!, person: '换了岗位的人' }
    expect((await by('grid-chief', same).get('/proposals')).body.rows[0]).toMatchObject({ mayDecide: false })
    expect(told(await accept(id, 'grid-chief', same))).toEqual([403, 'proposal-own'])
    expect(await staffNow()).toBe(staff)
    const decide = (who: string) =>
      proposals.book.owner.query(
        `update proposal set state = 'accepted', decided_at = app.now(), ${who} where id = $1`,
        [id],
      )
    await expect(decide(`decided_by = 'x', decided_account = ${same.account}`)).rejects.toMatchObject({
      constraint: 'proposal_not_own',
    })
    await expect(decide(`decided_by = proposed_by`)).rejects.toMatchObject({ constraint: 'proposal_not_own' })
    // a namesake with another account is somebody else
    await decide(`decided_by = proposed_by, decided_account = ${same.account + 1}`)
  })

  test('is what the table allows and nothing else', async () => {
    const insert = (columns: string, values: string) =>
      proposals.book.owner.query(
        `insert into proposal (enterprise, fields, note ${columns}) values ($1, '{"staff": {}}', 'x' ${values})`,
        [proposals.plant.id],
      )
    await expect(insert(', state', `, 'accepted'`)).rejects.toMatchObject({ constraint: 'proposal_decision' })
    await expect(insert(', state, decided_at, decided_by', `, 'refused', app.now(), 'y'`)).rejects.toMatchObject({
      constraint: 'proposal_refused_with_reason',
    })
    await expect(insert(', state, decided_at', `, 'open', app.now()`)).rejects.toMatchObject({
      constraint: 'proposal_decision',
    })
    const { id } = await proposed({ staff: (await staffNow()) + 1 })
    for (const statement of [
      sql`update proposal set state = 'withdrawn' where id = ${id}`,
      sql`delete from proposal`,
      sql`insert into proposal (enterprise, fields, note) values (${proposals.plant.id}, '{"staff": {}}', 'x')`,
      sql`update enterprise set staff = 1`,
      sql`delete from enterprise_change`,
    ])
      await expect(
        inScope(proposals.book.pool, actorOf('data-steward'), (db) => db.run(statement)),
      ).rejects.toMatchObject({
        code: '42501',
      })
  })

  test('is news to whoever sees the enterprise, and only says that there is some', async () => {
    const version = async () =>
      (await one<{ n: number }>(`select version::int as n from layer_version where layer = 'proposals'`)).n
    const before = await version()
    await proposed({ staff: (await staffNow()) + 1 })
    expect(await version()).toBe(before + 1)
    const { rows } = await proposals.book.owner.query(
      `select act, person from audit where topic = 'proposal' order by id desc limit 1`,
    )
    expect(rows).toEqual([{ act: 'insert', person: '企业安全管理人员' }])
  })
})
