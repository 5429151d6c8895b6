import type { Router } from 'express'
import { coverage } from '#core/contract/coverage.ts'
import { IdText } from '#core/contract/route.ts'
import type { Actor } from '../../db/actor.ts'
import { inScope } from '../../db/db.ts'
import { record } from '../../db/record.ts'
import { sendFile } from '../../http/download.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { refuseOthers } from '../../http/serve.ts'
import { dataText } from './dataText.ts'
import { readCertified } from './read.ts'

const NOT_KEPT = [
  '这份证明的数据没有留存：它签发时系统还不留存数据。',
  'The data of this certificate are not kept: it was signed before they were.',
] as const

/**
 * `GET /exports/coverage/certificates/:id/data.txt`: a certificate with the data that it names, for whoever checks certificates; the export
 * itself is recorded first, for the lines hold names and phones.
 */
export function coverageExport(
  router: Router,
  { pool, readPool }: Pick<Kit, 'pool' | 'readPool'>,
  actorOf: ActorOf,
): void {
  router.get('/exports/coverage/certificates/:id/data.txt', async (req, res) => {
    const actor: Actor = { ...(await actorOf(req)), ...originOf(req) }
    refuseOthers(actor, coverage.check)
    const id = IdText.safeParse(req.params.id)
    if (!id.success) throw problem('invalid-request', undefined, 'params.id')
    const certified = await inScope(readPool, actor, (db) => readCertified(db, id.data), { snapshot: true })
    if (!certified.kept) throw problem('not-found', NOT_KEPT)
    const count = certified.kept.reduce((sum, { rows }) => sum + rows, 0)
    await inScope(pool, actor, (db) =>
      record(db, { act: 'export', topic: 'coverage_certificate', ids: [id.data], count }),
    )
    const name = [`coverage-certificate-${id.data}-data.txt`, `无盲区证明-${id.data}-数据.txt`] as const
    await inScope(
      readPool,
      actor,
      (db) => sendFile(res, { name, type: 'text/plain; charset=utf-8' }, dataText(db, certified)),
      { snapshot: true },
    )
  })
}
