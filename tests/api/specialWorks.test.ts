import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { SpecialWork } from '#core/contract/specialWorks.ts'
import { GAS_LIMITS, LEVELS_OF, WORK_KINDS, workHours } from '#core/domain/specialWorks.ts'
import { type PersonKey } from './hazardLoopBook.ts'
import { worksHouse } from './worksBook.ts'

const { HOUR, NOW, after, at, clockAt, desks, file, filed, figure, gas, many, step, ticket } = worksHouse()

describe('a ticket', () => {
  const NAMES = { DH: 'hot', SX: 'confined', MB: 'blind', GC: 'height', DZ: 'lifting', YD: 'power', DT: 'digging', DL: 'road' } as const // prettier-ignore
  /** The standard as it was copied from its sources, with hours read from its texts. */
  const standard = JSON.parse(readFileSync('tests/fixtures/standards/specialWorks.json', 'utf8')) as {
    works: { code: keyof typeof NAMES; levels: string[]; ticketValidity: Record<string, string> }[]
  }
  const LEVELS = { 特级: 'special', 一级: 'first', 二级: 'second', 三级: 'third', Ⅰ级: 'first', Ⅱ级: 'second', Ⅲ级: 'third', Ⅳ级: 'fourth' } as const // prettier-ignore
  const hoursOf = (text: string | undefined) => {
    const [, n, unit] = /^(\d+)([hd])/.exec(text ?? '') ?? []
    return n === undefined ? undefined : Number(n) * (unit === 'd' ? 24 : 1)
  }
  test('holds as long as the standard says of its kind and level, to the second, and no longer', async () => {
    let judged = 0
    expect(standard.works.map(({ code }) => NAMES[code])).toEqual([...WORK_KINDS])
    for (const { code, levels, ticketValidity } of standard.works) {
      const kind = NAMES[code]
      const own = levels.map((text) => [LEVELS[text.split(' ')[0] as '一级'], text] as const)
      expect([...LEVELS_OF[kind]], code).toEqual(own.map(([level]) => level))
      for (const [level, text] of own.length > 0 ? own : [[null, ''] as const]) {
        const hours = hoursOf(ticketValidity[text] ?? ticketValidity[''])
        expect(workHours(kind, level), `${code} ${text}`).toBe(hours)
        const [row] = await many<{ hours: number | null }>('select app.work_hours($1, $2, false) as hours', [
          kind,
          level,
        ])
        expect(row!.hours, `${code} ${text}`).toBe(hours ?? null)
        const longest = hours ?? 24 * 30
        const until = (seconds: number) => new Date(NOW.getTime() + longest * HOUR + seconds * 1000).toISOString()
        expect((await file({ kind, level, untilAt: until(0) })).status, `${code} ${text}`).toBe(201)
        if (hours === undefined) continue
        const longer = await file({ kind, level, untilAt: until(1) })
        expect([longer.status, longer.body.issues[0].at], `${code} ${text}`).toEqual([422, 'body.untilAt'])
        // the database itself, past the words of the route
        const raw = many(
          `insert into special_work (request, enterprise, kind, level, place, from_at, until_at, responsible, guardian)
          values (gen_random_uuid(), 1, $1, $2, 'x', $3, $4, 'x', 'y')`,
          [kind, level, after(0), until(1)],
        )
        await expect(raw).rejects.toMatchObject({ constraint: 'special_work_validity' })
        judged += 1
      }
    }
    expect(judged).toBe(9)
  })
  test('of temporary power holds 30 days with a reason, the stricter of two sources', async () => {
    const days = (n: number, extended: string | null) =>
      file({ kind: 'power', level: null, untilAt: after(n * 24 * 60), extended })
    expect([
      (await days(15, null)).status,
      (await days(16, null)).status,
      (await days(30, '大修')).status,
      (await days(31, '大修')).status,
    ]).toEqual([201, 422, 201, 422])
    expect((await file({ kind: 'road', level: null, extended: '大修' })).body.issues[0].at).toBe('body.extended')
  })
  test('names a level of its kind, another as guardian, a source of its enterprise, and is filed before it is over', async () => {
    const refused = async (fields: Parameters<typeof ticket>[0]) => { const { status, body } = await file(fields); return [status, body.issues?.[0].at] } // prettier-ignore
    expect(await refused({ level: null })).toEqual([422, 'body.level'])
    expect(await refused({ kind: 'lifting', level: 'fourth' })).toEqual([422, 'body.level'])
    for (const [responsible, guardian] of [
      ['张三', '张三'],
      ['张三', ' 张　三 '],
      ['Zhang San', 'ｚｈａｎｇｓａｎ'],
      ['阿布都·热合曼', '阿布都热合曼'],
    ])
      expect(await refused({ responsible, guardian }), guardian).toEqual([422, 'body.guardian'])
    expect(await refused({ source: 2 })).toEqual([422, 'body.source'])
    expect(await refused({ fromAt: after(-120), untilAt: after(0) })).toEqual([422, 'body.untilAt'])
    expect(await refused({ fromAt: after(60), untilAt: after(60) })).toEqual([422, 'body.untilAt'])
  })
  test('of hot work is of the special level on running plant and in the dike, and of the first at least at a major hazard’s store', async () => {
    // sources 3 to 5: a production unit of a major hazard, a store that is none, a store of a major hazard
    await many(`insert into hazard_source (id, enterprise, name, unit_kind, geom, alpha, provisional, sum_ratio, sum_weighted, r)
      select i, 1, 's' || i, case i when 3 then 'production' else 'storage' end, st_setsrid(st_makepoint(0.5, 0.5), 4326), 1, false, n, n, n from (values (3, 20), (4, 0.5), (5, 1)) v (i, n)
      on conflict do nothing`)
    const fits = (zone: string | null, level: string, source: number | null) =>
      zone !== null && (zone === 'other' ? level !== 'second' || source !== 5 : level === 'special')
    let kept = 0
    const cases = ['running', 'dike', 'other', null].flatMap((zone) => ['special', 'first', 'second'].flatMap((level) => [null, 3, 4, 5].map((source) => ({ zone, level, source }))))
    for (const { zone, level, source } of cases) {
      const { status, body } = await file({ zone, level, source })
      expect([zone, level, source, status]).toEqual([zone, level, source, fits(zone, level, source) ? 201 : 422])
      if (status === 422) expect(body.issues[0].at).toBe(zone === null ? 'body.zone' : 'body.level')
      else kept += 1
    }
    expect(kept).toBe(4 + 4 + 11)
    expect((await file({ kind: 'road', level: null, zone: 'dike' })).body.issues[0].at).toBe('body.zone')
    await expect(many(`update special_work set level = 'first' where zone = 'dike'`)).rejects.toMatchObject({ constraint: 'special_work_special' })
  }) // prettier-ignore
  test('is answered the same where the same is sent twice at once, as its steps, its gas tests and a pledge are', async () => {
    const twice = async <Answer extends { status: number; body: object }>(send: () => PromiseLike<Answer>) => {
      const answers = await Promise.all([send(), send(), send()])
      expect(answers.map(({ status }) => status)).toEqual(Array(3).fill(answers[0]!.status))
      expect(answers.map(({ body }) => body)).toEqual(Array(3).fill(answers[0]!.body))
      return answers[0]!.body as SpecialWork
    }
    const body = ticket()
    const work = await twice(() => desks.manager.post('/special-works').send(body))
    expect((await twice(() => gas(work))).tests).toHaveLength(1)
    const begun = await twice(() => step(work, 'begin'))
    expect([begun.state, begun.version]).toEqual(['working', 2])
    const other = await step(work, 'begin', {}, 'steward')
    expect([other.status, (await step(work, 'cancel', { note: 'x' })).status]).toEqual([409, 409])
    const said = { units: 1, running: 1, stopped: 0, overhauled: 0, hotSpecial: 0, hotFirst: 0, hotSecond: 0, confined: 0, otherWorks: 0, trial: false, startStop: false, tanks: 'normal', judgement: '可控', promise: '承诺', principal: '王', day: '2024-08-29', seen: 0 }
    expect(await twice(() => desks.manager.put('/pledges/1').send(said))).toMatchObject({ version: 1 })
    expect((await desks.manager.put('/pledges/1').send({ ...said, trial: true })).status).toBe(409)
  }) // prettier-ignore
  test('is filed once for each request by who may, and seen in scope', async () => {
    const body = ticket()
    const [first, again] = [
      await desks.manager.post('/special-works').send(body),
      await desks.manager.post('/special-works').send(body),
    ]
    expect([first.status, again.body.id]).toEqual([201, first.body.id])
    expect((await desks.manager.post('/special-works').send({ ...body, place: '别处' })).body.code).toBe(
      'request-taken',
    )
    for (const who of ['leader', 'officer', 'chief', 'worker', 'expert'] as const)
      expect((await file({}, who)).status, who).toBe(403)
    expect((await file({ enterprise: 2, source: null })).status).toBe(422)
    expect((await file({ enterprise: 2, source: null }, 'steward')).status).toBe(201)
    const ids = async (who: PersonKey) => ((await desks[who].get('/special-works').query({ share: 'filed' })).body as { rows: SpecialWork[] }).rows.map(({ enterprise }) => enterprise) // prettier-ignore
    expect([await ids('leader'), await ids('officer'), await ids('chief'), await ids('manager')]).toEqual([
      [2, 1],
      [1],
      [1],
      [1],
    ])
  })
})

describe('a work that needs gas tested', () => {
  const begins = async (work: SpecialWork) => (await step(work, 'begin')).status
  test.each([
    ['hot', 'first', 19.5, 23.5],
    ['confined', null, 19.5, 21],
  ] as const)('%s begins by a test of the last 30 minutes whose oxygen is fit, to the tenth', async (kind, level, low, high) => {
    expect([GAS_LIMITS.oxygenLow, kind === 'hot' ? GAS_LIMITS.oxygenHighHot : GAS_LIMITS.oxygenHigh]).toEqual([low, high])
    const work = await filed({ kind, level })
    expect(await begins(work)).toBe(422)
    for (const [oxygen, status] of [[low - 0.1, 422], [high + 0.1, 422], [high, 201]] as const) {
      await many('delete from special_work_gas_test')
      expect((await gas(work, { oxygen })).status).toBe(201)
      expect(await begins(work), `${oxygen}`).toBe(status)
    }
  }) // prettier-ignore
  test('begins by no test that is older, of alarming gas, or bad at another point', async () => {
    const work = await filed()
    await gas(work, { at: after(0) })
    await at(30.001)
    expect(await begins(work)).toBe(422)
    await gas(work, { at: after(30) })
    await gas(work, { at: after(30), point: '沟内', combustible: 10 })
    expect(await begins(work)).toBe(422)
    await gas(work, { at: after(30), point: '沟内', combustible: 9.9, toxic: 100 })
    expect(await begins(work)).toBe(422)
    await gas(work, { at: after(30), point: '沟内', combustible: 3, toxic: 99 })
    expect(await begins(work)).toBe(201)
  })
  test('a point that failed is a bar until it passes, however long ago; a test that fails pauses the work', async () => {
    const work = await filed()
    await gas(work, { at: after(0), point: '沟内', combustible: 60 })
    await at(31)
    await gas(work, { at: after(31) })
    expect(await begins(work)).toBe(422)
    await gas(work, { at: after(31), point: '沟内' })
    expect(await begins(work)).toBe(201)
    const state = async () => (await many<{ state: string }>('select state from special_work where id = $1', [work.id]))[0]!.state
    await gas(work, { at: after(31), point: '沟内', oxygen: 15 })
    expect(await state()).toBe('paused')
    const resume = async () => (await step((await desks.manager.get(`/special-works/${work.id}`)).body, 'resume')).status
    expect(await resume()).toBe(422)
    await at(32)
    await gas(work, { at: after(32), point: '沟内' })
    expect([await resume(), await state()]).toEqual([201, 'working'])
  }) // prettier-ignore
  test.each([
    ['hot', 'special', 30, 0],
    ['hot', 'second', 60, 0],
    ['confined', null, 60, 0],
    // a Saturday: second level is managed as first
    ['hot', 'second', 30, 2],
  ] as const)(
    '%s %s goes on untested after a break of %s minutes and no longer',
    async (kind, level, minutes, days) => {
      const from = new Date(NOW.getTime() + days * 24 * HOUR)
      await clockAt(from)
      const work = await filed({ kind, level, fromAt: from.toISOString(), untilAt: after(8 * 60, from) })
      await gas(work, { at: from.toISOString() })
      let now = (await step(work, 'begin')).body as SpecialWork
      now = (await step(now, 'pause')).body as SpecialWork
      await at(minutes, from)
      now = (await step(now, 'resume')).body as SpecialWork
      expect(now.state).toBe('working')
      now = (await step(now, 'pause')).body as SpecialWork
      await at(2 * minutes + 0.001, from)
      expect((await step(now, 'resume')).body.issues[0].message).toContain('气体分析')
      await gas(now, { at: after(2 * minutes, from) })
      expect((await step(now, 'resume')).body.state).toBe('working')
    },
  )
})

describe('steps', () => {
  const road = { kind: 'road', level: null }
  test('go from filed to working to ended, each as of now, and back by none', async () => {
    let work = await filed(road)
    expect((await step(work, 'end')).status).toBe(422)
    expect((await step(work, 'cancel')).body.issues[0].at).toBe('body.note')
    work = (await step(work, 'begin')).body as SpecialWork
    expect([work.state, work.startedAt, work.version]).toEqual(['working', after(0), 2])
    const stale = await step({ ...work, version: 1 }, 'end')
    expect([stale.status, stale.body.present.state]).toEqual([409, 'working'])
    await at(9)
    work = (await step(work, 'end')).body as SpecialWork
    expect([work.state, work.endedAt, (await step(work, 'begin')).status]).toEqual(['ended', after(9), 422])
    expect((await gas(work)).status).toBe(422)
    await expect(many(`update special_work set state = 'working'`)).rejects.toMatchObject({
      constraint: 'special_work_step',
    })
  })
  test('begin within the hours of the ticket alone; one that goes on beyond them is overrun', async () => {
    const early = await filed({ ...road, fromAt: after(1), untilAt: after(60) })
    expect((await step(early, 'begin')).status).toBe(422)
    await at(1)
    const work = (await step(early, 'begin')).body as SpecialWork
    expect([await figure('works-now'), await figure('works-overrun')]).toEqual([1, 0])
    const late = await filed({ ...road, fromAt: after(1), untilAt: after(60) })
    await at(60)
    expect([await figure('works-now'), await figure('works-overrun')]).toEqual([1, 1])
    expect((await step(late, 'begin')).status).toBe(422)
    const { body } = await desks.chief.get('/special-works')
    expect([body.total, body.rows[0].overrun, body.shares]).toEqual([1, true, { now: 1, filed: 1, over: 0 }])
    await step(work, 'end')
    expect([await figure('works-now'), await figure('works-overrun')]).toEqual([0, 0])
  })
  test('are managed one level higher at night and at weekends of China', async () => {
    const told = async (moment: string) =>
      (await many<{ up: boolean }>('select app.hot_work_upgraded($1) as up', [moment]))[0]!.up
    const [day, night] = [['2024-08-29T22:00:00Z', '2024-08-30T09:59:59.999Z'], ['2024-08-29T21:59:59.999Z', '2024-08-30T10:00:00Z', '2024-08-31T04:00:00Z', '2024-09-01T15:59:59Z']] // prettier-ignore
    for (const one of day!) expect(await told(one), one).toBe(false)
    for (const one of night!) expect(await told(one), one).toBe(true)
  })
})
