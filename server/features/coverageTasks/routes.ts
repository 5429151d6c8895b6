import { coverageTasks } from '#core/contract/coverageTasks.ts'
import type { Serve } from '../../http/serve.ts'
import { listTasks } from './read.ts'
import { answerTask, giveTask, moveTask, seeTask, withdrawTask } from './write.ts'

/** Routes of tasks from what the proof of coverage finds 补盲任务. */
export function coverageTaskRoutes(serve: Serve): void {
  serve(coverageTasks.list, ({ query }, db) => listTasks(db, query))
  serve(coverageTasks.give, ({ body }, db) => giveTask(db, body))
  serve(coverageTasks.see, ({ params }, db) => seeTask(db, params.id))
  serve(coverageTasks.answer, ({ params, body }, db) => answerTask(db, params.id, body))
  serve(coverageTasks.move, ({ params, body }, db) => moveTask(db, params.id, body))
  serve(coverageTasks.withdraw, ({ params, body }, db) => withdrawTask(db, params.id, body))
}
