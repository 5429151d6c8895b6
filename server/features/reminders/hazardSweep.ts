import type pg from 'pg'
import { z } from 'zod'
import { TURNS } from '#core/domain/hazardActs.ts'
import { HAZARD_REMINDER_RULE, HAZARD_REMINDER_STEPS } from '#core/domain/hazardReminders.ts'
import { asSession } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

const RULE = JSON.stringify({ code: HAZARD_REMINDER_RULE, steps: HAZARD_REMINDER_STEPS, turns: TURNS })
/** How many reminders are new, and seconds until the next step is reached; null where none is ahead. */
const Swept = z.object({ made: z.number().int(), wait: z.number().nullable() })

/**
 * Writes down which steps of rule HE-1 hazards have reached and were not told, each once, with what a webhook is to be sent in the same
 * transaction; where two servers do so at once, each of it once.
 */
export const remindOfHazards = (pool: pg.Pool, { hooked }: { readonly hooked: boolean }): Promise<z.output<typeof Swept>> =>
  asSession(pool, (db) => db.one(Swept, sql`select made, wait from app.remind_hazards(${RULE}::jsonb, ${hooked}::boolean)`)) // prettier-ignore
