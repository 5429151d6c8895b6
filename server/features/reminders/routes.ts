import { reminders } from '#core/contract/reminders.ts'
import type { Serve } from '../../http/serve.ts'
import { listReminders, readReminders } from './list.ts'

/** What whoever asks is reminded of; policies say what that is. */
export function reminderRoutes(serve: Serve): void {
  serve(reminders.list, ({ query }, db) => listReminders(db, query))
  serve(reminders.read, async ({ body: { ids } }, db) => ({ read: await readReminders(db, ids) }))
}
