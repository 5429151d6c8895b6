import { afterAll, beforeAll, expect, test } from 'vitest'
import { HAZARD_STATES } from '#core/domain/hazardStates.ts'
import { remindOfHazards } from '../../server/features/reminders/hazardSweep.ts'
import type { FreshDatabase } from './database.ts'
import { loopBook, NOW } from './hazardLoopBook.ts'
import { type ModelHazard, reachedBy, toldOf } from './hazardRemindersOracle.ts'

const DAY = 86_400_000
let book: FreshDatabase
beforeAll(async () => {
  book = await loopBook()
  await book.owner.query(`insert into enterprise (scheme, identifier, name) values ('demo', 'E3', '样板3')`)
})
afterAll(() => book.drop())
const many = async <Row>(text: string, values: unknown[] = []) => (await book.owner.query(text, values)).rows as Row[]

/** Numbers in a row that are the same each time. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}
test('hazards that change at random times are told of as an oracle says, step by step', async () => {
  const roll = dice(20_240_615)
  const models = new Map<number, ModelHazard>()
  const expected = new Set<string>()
  const bodies = [{ grid: 2, department: 1 }, { grid: null, department: 2 }, { grid: null, department: null }] as const
  let now = NOW.getTime()
  let made = 0
  for (let round = 0; round < 120; round += 1) {
    now += roll(3) === 0 ? roll(4 * DAY) : roll(2) === 0 ? DAY : roll(3600_000)
    await book.clock.set(new Date(now))
    const state = HAZARD_STATES[roll(HAZARD_STATES.length)]!
    const due = now + (roll(20) - 8) * DAY + roll(3) * 1000
    const picked = [...models.values()][roll(models.size + 3)]
    if (picked === undefined) {
      const body = roll(3)
      const major = roll(3) === 0
      const supervising = major ? [null, 0, bodies[body]!.department][roll(3)]! : null
      const [{ id }] = await many<{ id: number }>(
        `insert into hazard (enterprise, source, major, description, found_at, due_at, state, closed_at, supervising, changed_by)
         values ($1, 'patrol', $2, '样', app.now() - interval '30 days', $3, $4, case when $4 = 'closed' then app.now() end, $5, '甲') returning id`,
        [body + 1, major, new Date(due), state, supervising],
      ) as [{ id: number }]
      models.set(id, { id, ...bodies[body]!, state, since: now, due, major, supervising })
    } else {
      await book.owner.query(`update hazard set state = $2, due_at = $3, closed_at = case when $2 = 'closed' then app.now() end where id = $1`, [picked.id, state, new Date(due)])
      models.set(picked.id, { ...picked, state, due, since: state === picked.state ? picked.since : now })
    }
    for (const model of models.values()) for (const row of reachedBy(model, now)) expected.add(row)
    made += (await remindOfHazards(book.pool, { hooked: false })).made
    expect(await toldOf(book.owner)).toEqual([...expected].sort())
  }
  expect(made).toBe(expected.size)
  expect(expected.size).toBeGreaterThan(200)
}) // prettier-ignore
