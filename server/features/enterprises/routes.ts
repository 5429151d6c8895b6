import { enterprises } from '#core/contract/enterprises.ts'
import type { Serve } from '../../http/serve.ts'
import { readFile } from './file.ts'
import { listEnterprises } from './queries.ts'
import { search } from './search.ts'

/** Routes of enterprises and of the search across the book. */
export function enterpriseRoutes(serve: Serve): void {
  serve(enterprises.list, ({ query }, db) => listEnterprises(db, query))
  serve(enterprises.read, ({ params }, db) => readFile(db, params.id))
  serve(enterprises.search, ({ query }, db) => search(db, query.text))
}
