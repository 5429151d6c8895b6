import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { HandAct } from '#core/domain/hazardActs.ts'
import type { FreshDatabase } from './database.ts'
import { deed, type desksOf, evidenced, later, type PersonKey } from './hazardLoopBook.ts'

/** Hazards of the book of the loop, reported and walked through it by people who act over HTTP. */
export function walks(bookIs: () => FreshDatabase, desksAre: () => ReturnType<typeof desksOf>) {
  const report = async (who: PersonKey = 'chief', fields: Record<string, unknown> = {}) => {
    const sent = { request: randomUUID(), enterprise: 1, source: 'patrol', description: '灭火器过期', dueAt: later(15), ...fields }
    const { status, body } = await desksAre()[who].post('/hazards').send(sent)
    expect([status, body.detail]).toEqual([201, undefined])
    return body.id as number
  } // prettier-ignore
  const file = async (id: number, who: PersonKey = 'leader') => (await desksAre()[who].get(`/hazards/${id}`)).body

  /** Does acts one after the other, each by whom it names, borne out where that is needed. */
  async function go(id: number, steps: readonly (readonly [PersonKey, HandAct, Record<string, unknown>?])[]) {
    for (const [who, act, fields] of steps) {
      const { events } = await file(id)
      const said = await evidenced(bookIs(), act, fields)
      const { status, body } = await desksAre()
        [who].post(`/hazards/${id}/events`)
        .send(deed(act, events, said))
      expect([act, status, body.detail]).toEqual([act, 201, undefined])
    }
    return file(id)
  }
  const refused = async (id: number, who: PersonKey, act: HandAct, fields: Record<string, unknown> = {}) => {
    const { events, log } = await file(id)
    const { status, body } = await desksAre()
      [who].post(`/hazards/${id}/events`)
      .send(deed(act, events, fields))
    expect((await file(id)).log).toEqual(log)
    return [status, body.code] as const
  }
  return { report, file, go, refused }
}
