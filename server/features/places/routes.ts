import { places } from '#core/contract/places.ts'
import { tenants } from '#core/contract/tenants.ts'
import type { Serve } from '../../http/serve.ts'
import { readPlace } from './file.ts'
import { listNames, listPlaces } from './queries.ts'
import { listTenants } from './tenants.ts'
import { addTenant, changeTenant, endTenant, linkTenant, matchesOf, openFile, unlinkTenant } from './tenantWrites.ts'
import { addPlace, changePlace } from './write.ts'

/** Routes of parks, towers and blocks, and of the tenants of the former two. */
export function placeRoutes(serve: Serve): void {
  serve(places.names, (_, db) => listNames(db))
  serve(places.list, ({ query }, db) => listPlaces(db, query))
  serve(places.read, ({ params }, db) => readPlace(db, params.id))
  serve(places.add, ({ body }, db) => addPlace(db, body))
  serve(places.change, ({ params, body }, db) => changePlace(db, params.id, body))
  serve(tenants.list, ({ params, query }, db) => listTenants(db, params.id, query))
  serve(tenants.add, ({ params, body }, db) => addTenant(db, params.id, body))
  serve(tenants.change, ({ params, body }, db) => changeTenant(db, params, body))
  serve(tenants.end, ({ params, body }, db) => endTenant(db, params, body))
  serve(tenants.matches, ({ params }, db) => matchesOf(db, params))
  serve(tenants.link, ({ params, body }, db) => linkTenant(db, params, body))
  serve(tenants.unlink, ({ params }, db) => unlinkTenant(db, params))
  serve(tenants.open, ({ params, body }, db) => openFile(db, params, body.identifier))
}
