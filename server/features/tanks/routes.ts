import { tanks } from '#core/contract/tanks.ts'
import type { Serve } from '../../http/serve.ts'
import { addTank, changeTank, listTanks, removeTank } from './tanks.ts'

/** Routes of the tanks of hazard sources. */
export function tankRoutes(serve: Serve): void {
  serve(tanks.list, ({ params }, db) => listTanks(db, params.id))
  serve(tanks.add, ({ params, body }, db) => addTank(db, params.id, body))
  serve(tanks.change, ({ params, body }, db) => changeTank(db, params.id, body))
  serve(tanks.remove, ({ params, query }, db) => removeTank(db, params.id, query.seen))
}
