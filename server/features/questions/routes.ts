import { questions } from '#core/contract/questions.ts'
import type { Serve } from '../../http/serve.ts'
import { readQuestions } from './queries.ts'

/** The five questions of today 五问. */
export function questionRoutes(serve: Serve): void {
  serve(questions.read, ({ query }, db) => readQuestions(db, query))
}
