import { responsible } from '#core/contract/responsible.ts'
import type { Serve } from '../../http/serve.ts'
import { readResponsible } from './read.ts'
import { addCheck, appoint, writeDates } from './write.ts'

/** Routes of who answers for a hazard source 包保. */
export function responsibleRoutes(serve: Serve): void {
  serve(responsible.read, ({ params }, db) => readResponsible(db, params.id))
  serve(responsible.appoint, (input, db) => appoint(db, input))
  serve(responsible.check, (input, db) => addCheck(db, input))
  serve(responsible.date, (input, db) => writeDates(db, input))
}
