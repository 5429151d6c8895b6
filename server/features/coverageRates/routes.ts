import { coverageRates } from '#core/contract/coverageRates.ts'
import type { Serve } from '../../http/serve.ts'
import { readCoverageRates } from './read.ts'

/** Routes of coverage rates 覆盖率 beside each other. */
export function coverageRateRoutes(serve: Serve): void {
  serve(coverageRates.read, ({ query }, db) => readCoverageRates(db, query))
}
