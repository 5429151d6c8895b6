import { specialWorks } from '#core/contract/specialWorks.ts'
import type { Serve } from '../../http/serve.ts'
import { listWorks, readWork } from './read.ts'
import { addTest, fileWork, stepWork } from './write.ts'

/** Routes of special works 特殊作业. */
export function specialWorkRoutes(serve: Serve): void {
  serve(specialWorks.list, ({ query }, db) => listWorks(db, query))
  serve(specialWorks.read, ({ params }, db) => readWork(db, params.id))
  serve(specialWorks.file, ({ body }, db) => fileWork(db, body))
  serve(specialWorks.step, (input, db) => stepWork(db, input))
  serve(specialWorks.test, (input, db) => addTest(db, input))
}
