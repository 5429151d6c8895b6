import { alarmRules } from '#core/contract/alarmRules.ts'
import { alarms } from '#core/contract/alarms.ts'
import { maintenanceWindows } from '#core/contract/maintenanceWindows.ts'
import type { Serve } from '../../http/serve.ts'
import { actOn } from './act.ts'
import { readAlarm } from './file.ts'
import { listAlarms } from './list.ts'
import { addWindow, endWindow, listWindows } from './maintenance.ts'
import { rehearse } from './rehearsal.ts'
import { listRules, setRule } from './rules.ts'

/** Routes of alarms 报警, and of maintenance in which they do not call. */
export function alarmRoutes(serve: Serve): void {
  serve(alarms.list, ({ query }, db) => listAlarms(db, query))
  serve(alarms.read, ({ params }, db) => readAlarm(db, params.id))
  serve(alarms.act, ({ params, body }, db) => actOn(db, params.id, body))
  serve(alarmRules.list, ({ query }, db) => listRules(db, query))
  serve(alarmRules.set, ({ body }, db) => setRule(db, body))
  serve(alarmRules.rehearse, ({ body }, db) => rehearse(db, body))
  serve(maintenanceWindows.list, ({ query }, db) => listWindows(db, query))
  serve(maintenanceWindows.add, ({ body }, db) => addWindow(db, body))
  serve(maintenanceWindows.end, ({ params, body }, db) => endWindow(db, params.id, body.seen))
}
