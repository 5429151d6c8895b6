import { coverage } from '#core/contract/coverage.ts'
import type { Serve } from '../../http/serve.ts'
import { certify } from './certify.ts'
import { checkCertificate, readCertificate, readCoverage } from './read.ts'

/** Routes of the proof of coverage 无盲区证明. */
export function coverageRoutes(serve: Serve): void {
  serve(coverage.read, (_, db) => readCoverage(db))
  serve(coverage.certify, ({ body }, db) => certify(db, body.signer))
  serve(coverage.certificate, ({ params }, db) => readCertificate(db, params.id))
  serve(coverage.check, ({ params }, db) => checkCertificate(db, params.id))
}
