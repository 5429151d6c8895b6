import { gridPeople } from '#core/contract/gridPeople.ts'
import type { Serve } from '../../http/serve.ts'
import { listGridPeople } from './read.ts'
import { addGridPerson, endGridPerson } from './write.ts'

/** Routes of who works and who stands in in the nodes of the grid. */
export function gridPeopleRoutes(serve: Serve): void {
  serve(gridPeople.list, ({ query }, db) => listGridPeople(db, query))
  serve(gridPeople.add, ({ body }, db) => addGridPerson(db, body))
  serve(gridPeople.end, ({ params, body }, db) => endGridPerson(db, params.id, body))
}
