/** No rule puts off an alarm of gas or fire: by the door, by the table, and where a sensor becomes of another kind. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alarmHouse, alarmsBook } from './alarmsBook.ts'
import type { FreshDatabase } from './database.ts'

let book: FreshDatabase
beforeAll(async () => void (book = await alarmsBook()))
afterAll(() => book.drop())
const { many, desks } = alarmHouse(() => book)

/** What is set down of each kind: seconds on, percent, seconds off. */
const MOST = [
  ...['combustible', 'toxic', 'oxygen', 'fire'].map((kind) => [kind, { onDelay: 10, deadBand: 10, offDelay: 3600 }] as const),
  ...['temperature', 'pressure', 'level', 'flow', 'video'].map((kind) => [kind, { onDelay: 600, deadBand: 20, offDelay: 3600 }] as const),
] // prettier-ignore
const FIELDS = ['onDelay', 'deadBand', 'offDelay'] as const
const body = (rule: object) => ({ rate: null, flatAfter: null, note: '试', ...rule })

test('a rule of each kind is taken at its bounds and refused beyond any of them, by the door and by the table', async () => {
  const { leader } = desks()
  for (const [kind, most] of MOST) {
    const [{ id: seen }] = (await many<{ id: number }>('select max(id) as id from alarm_rule where sensor_kind = $1', [kind])) as [{ id: number }]
    for (const field of FIELDS) {
      const rule = { ...most, [field]: most[field] + 1 }
      const refused = await leader.post('/alarm-rules').send(body({ ...rule, kind, seen }))
      expect([kind, field, refused.status, refused.body.errors?.map(({ at }: { at: string }) => at) ?? refused.body.issues?.map(({ at }: { at: string }) => at)]).toEqual([kind, field, 400, [`body.${field}`]])
      await expect(many("insert into alarm_rule (sensor_kind, dead_band, on_delay, off_delay, note, follows) values ($1, $2, $3, $4, 'x', $5)",
        [kind, rule.deadBand, rule.onDelay, rule.offDelay, seen])).rejects.toMatchObject({ constraint: expect.stringMatching(/^alarm_rule_(bound|off_delay_check)$/) })
    }
    expect([kind, (await leader.post('/alarm-rules').send(body({ ...most, kind, seen }))).status]).toEqual([kind, 201])
  }
}, 60_000) // prettier-ignore

test('the rule of one sensor is bounded by its kind, and the sensor does not take it along into another', async () => {
  const { leader } = desks()
  const rule = { onDelay: 11, deadBand: 10, offDelay: 0, seen: null }
  const refused = await leader.post('/alarm-rules').send(body({ ...rule, sensor: 2 }))
  expect([refused.status, refused.body.detail]).toEqual([400, '这类监测点不得超过 10 秒；请改小。\nAt most 10 s for this kind of sensor: make it less.'])
  await expect(many("insert into alarm_rule (sensor, dead_band, on_delay, off_delay, note) values (2, 0, 11, 0, 'x')")).rejects.toMatchObject({ constraint: 'alarm_rule_bound' })
  expect((await leader.post('/alarm-rules').send(body({ ...rule, sensor: 1 }))).status).toBe(201)
  await expect(many("update sensor set kind = 'oxygen' where id = 1")).rejects.toMatchObject({ constraint: 'alarm_rule_bound_kind' })
}) // prettier-ignore

test('of two rehearsals at once one is told that another runs', async () => {
  const rule = { kind: 'level', deadBand: 1, onDelay: 5, offDelay: 5, rate: null, flatAfter: null }
  const { leader, steward } = desks()
  // the first stands at a table that is held until the second was answered
  await many('begin')
  await many('lock table reading_hour in access exclusive mode')
  const first = leader.post('/alarm-rules/rehearsal').send(rule).then((answer) => answer)
  await expect.poll(async () => (await many('select from pg_locks where not granted')).length, { timeout: 30_000 }).toBe(1)
  const second = await steward.post('/alarm-rules/rehearsal').send(rule)
  await many('commit')
  expect([(await first).status, second.status]).toEqual([201, 429])
  expect(second.body.detail).toBe('另一次试算正在进行；请等它完成后再试。\nAnother rehearsal is running: try again when it is done.')
}) // prettier-ignore
