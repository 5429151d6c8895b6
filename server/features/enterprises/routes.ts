import { classes } from '#core/contract/classes.ts'
import { enterpriseFiles } from '#core/contract/enterpriseFiles.ts'
import { enterprises } from '#core/contract/enterprises.ts'
import type { Serve } from '../../http/serve.ts'
import { liftClass, overrideClass } from './classes.ts'
import { addEntry, changeEntry, dropEntry } from './entries.ts'
import { readFile } from './file.ts'
import { listInspections } from './inspections.ts'
import { listEnterprises } from './queries.ts'
import { search } from './search.ts'
import { standardize } from './standardize.ts'
import { readWholeFile } from './wholeFile.ts'

/** Routes of enterprises, their files, and the search across the book. */
export function enterpriseRoutes(serve: Serve): void {
  serve(enterprises.list, ({ query }, db) => listEnterprises(db, query))
  serve(enterprises.read, ({ params }, db) => readFile(db, params.id))
  serve(enterprises.search, ({ query }, db) => search(db, query.text))
  serve(enterpriseFiles.read, ({ params }, db) => readWholeFile(db, params.id))
  serve(classes.override, ({ params, body }, db) => overrideClass(db, params.id, body))
  serve(classes.lift, ({ params }, db) => liftClass(db, params.id))
  serve(enterpriseFiles.inspections, ({ params, query }, db) => listInspections(db, params.id, query))
  serve(enterpriseFiles.add, ({ params, body }, db) => addEntry(db, params.id, body))
  serve(enterpriseFiles.change, ({ params, body }, db) => changeEntry(db, params, body))
  serve(enterpriseFiles.drop, async ({ params }, db) => {
    await dropEntry(db, params)
    return { done: true }
  })
  serve(enterpriseFiles.standardize, async ({ params, body }, db) => {
    await standardize(db, params.id, body)
    return { done: true }
  })
}
