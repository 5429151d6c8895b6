import { assignments } from '#core/contract/assignments.ts'
import type { Serve } from '../../http/serve.ts'
import { assignAll } from './assignAll.ts'
import { listAssignments, listLeaders } from './read.ts'
import { assign, endAssignment } from './write.ts'

/** Routes of leaders' assignments 领导分包. */
export function assignmentRoutes(serve: Serve): void {
  serve(assignments.list, ({ query }, db) => listAssignments(db, query))
  serve(assignments.leaders, (_, db) => listLeaders(db))
  serve(assignments.assign, ({ body }, db) => assign(db, body))
  serve(assignments.assignAll, ({ body }, db) => assignAll(db, body))
  serve(assignments.end, ({ params, body }, db) => endAssignment(db, params.id, body))
}
