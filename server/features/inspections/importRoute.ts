import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express, { type Request, type Router } from 'express'
import { CHECKLIST_PREVIEW, ChecklistSeen } from '#core/contract/checklists.ts'
import { CHECKLIST_FILE } from '#core/contract/inspections.ts'
import { Problem } from '#core/contract/problem.ts'
import type { Actor } from '../../db/actor.ts'
import { inScope } from '../../db/db.ts'
import { FileRefused } from '../../files/rows.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { repealedClause } from '../../http/refusing.ts'
import { refuseOthers } from '../../http/serve.ts'
import { type FiledChecklist, readChecklists } from './checklistFile.ts'
import { expectSeen, previewChecklists } from './previewChecklists.ts'
import { publishChecklists } from './publish.ts'

/** The checklists of a body. @throws Problem import-refused where it is no file of rows, import-rows-rejected with each row that is wrong */
async function listsIn(body: Buffer): Promise<FiledChecklist[]> {
  const folder = await mkdtemp(join(tmpdir(), 'anjian-checklist-'))
  try {
    const path = join(folder, 'file')
    await writeFile(path, body, { mode: 0o600 })
    const { lists, issues } = await readChecklists(path)
    if (issues.length > 0) throw new Problem('import-rows-rejected', problem('import-rows-rejected').message, issues.slice(0, CHECKLIST_FILE.mostIssues)) // prettier-ignore
    return lists
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    const [zh = '', en = ''] = error.message.split('\n')
    throw problem('import-refused', [zh, en], 'body')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * `POST /checklists`: the body is a CSV or XLSX file of checklists; all of it is taken, or nothing. `POST /checklists/preview` tells what
 * would change, and takes nothing.
 */
export function checklistImport(router: Router, { pool }: Pick<Kit, 'pool'>, actorOf: ActorOf): void {
  const raw = express.raw({ type: 'application/octet-stream', limit: CHECKLIST_FILE.mostBytes })
  const told = async (req: Request): Promise<[Actor, FiledChecklist[]]> => {
    const actor: Actor = { ...(await actorOf(req)), ...originOf(req) }
    refuseOthers(actor, CHECKLIST_FILE)
    const body: unknown = req.body
    if (!Buffer.isBuffer(body) || body.length === 0) throw problem('invalid-request', undefined, 'headers.content-type')
    return [actor, await listsIn(body)]
  }
  router.post(CHECKLIST_PREVIEW.path, raw, async (req, res) => {
    const [actor, lists] = await told(req)
    const answer = await inScope(pool, actor, (db) => previewChecklists(db, lists))
    res.status(201).json(CHECKLIST_PREVIEW.response.parse(answer))
  })
  router.post(CHECKLIST_FILE.path, raw, async (req, res) => {
    const { success, data } = ChecklistSeen.safeParse(req.query)
    if (!success) throw problem('invalid-request', undefined, 'query.seen')
    const [actor, lists] = await told(req)
    const made = await inScope(pool, actor, async (db) => {
      await expectSeen(db, data.seen, lists)
      return publishChecklists(db, lists)
    }).catch((error: { constraint?: string }) => {
      throw error.constraint === 'clause_repealed'
        ? repealedClause('import-rows-rejected', error, 'body.clause')
        : error
    })
    res.status(201).json(CHECKLIST_FILE.response.parse({ checklists: made }))
  })
}
