import { reminders } from '#core/contract/reminders.ts'
import type { Output } from '#core/contract/route.ts'
import { QUIET_HOURS } from '#core/domain/reminders.ts'
import type { Kit } from '../../http/kit.ts'
import type { Serve } from '../../http/serve.ts'
import { listReminders, readReminders } from './list.ts'
import { letterMail } from './reminding.ts'
import { webhookOf } from './webhook.ts'

type Sending = Output<typeof reminders.list>['sending']

/** How reminders leave the house, by the settings. */
function sendingBy(settings: Kit['settings']): Sending {
  const quiet = settings.QUIET_HOURS ?? QUIET_HOURS
  return { mail: letterMail(settings, quiet) !== undefined, webhook: webhookOf(settings, quiet) !== undefined, quiet }
}

/** What whoever asks is reminded of; policies say what that is. */
export function reminderRoutes(serve: Serve, { settings }: Pick<Kit, 'settings'>): void {
  const sending = sendingBy(settings)
  serve(reminders.list, async ({ query }, db) => ({ ...(await listReminders(db, query)), sending }))
  serve(reminders.read, async ({ body: { ids } }, db) => ({ read: await readReminders(db, ids) }))
}
