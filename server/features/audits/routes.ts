import { z } from 'zod'
import { audits } from '#core/contract/audits.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import type { Serve } from '../../http/serve.ts'
import { auditPage, chainState, links, rootsBefore, unsealed } from './queries.ts'

const Key = z.tuple([z.number().int().positive()])

/** What the audit administrator looks at; policies let nobody else see a row. */
export function auditRoutes(serve: Serve): void {
  serve(audits.list, async ({ query: { after, limit, ...filter } }, db) => {
    const [from] = after === undefined ? [undefined] : readKey(Key, after)
    return pageOf(await auditPage(db, filter, from, limit), limit, ({ id }) => [id])
  })

  serve(audits.chain, async ({ query: { seal, limit } }, db) => {
    const rows = await links(db, seal, limit)
    const state = await chainState(db, seal)
    return { rows, ...state, unsealed: rows.length < limit ? await unsealed(db) : [] }
  })

  serve(audits.roots, ({ query: { limit, before } }, db) => rootsBefore(db, before, limit))
}
