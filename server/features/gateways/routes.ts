import { gateways } from '#core/contract/gateways.ts'
import type { Serve } from '../../http/serve.ts'
import { addGateway, listGateways, refusedReadings, renameGateway, revokeGateway } from './queries.ts'

/** Routes of gateways 网关; what they send is taken by the readings. */
export function gatewayRoutes(serve: Serve): void {
  serve(gateways.list, ({ params: { id } }, db) => listGateways(db, id))
  serve(gateways.add, ({ params: { id }, body }, db) => addGateway(db, id, body))
  serve(gateways.rename, ({ params: { id }, body }, db) => renameGateway(db, id, body))
  serve(gateways.revoke, ({ params: { id } }, db) => revokeGateway(db, id))
  serve(gateways.refused, ({ params: { id } }, db) => refusedReadings(db, id))
}
