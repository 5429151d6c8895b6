import type { Router } from 'express'
import { z } from 'zod'
import { auditFields, AuditRow } from '#core/contract/audits.ts'
import { Problem } from '#core/contract/problem.ts'
import type { Actor } from '../../db/actor.ts'
import { inScope } from '../../db/db.ts'
import { nowOf } from '../../db/now.ts'
import { record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import { line } from '../../files/csvLine.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { type Sheet, sendSheet, sheetLength } from '../../http/sheet.ts'
import { auditColumns, type AuditFilter, auditWhere } from './queries.ts'

export const AuditExport = z.strictObject({ ...auditFields, lang: z.enum(['zh', 'en']).default('zh') })

const HEADINGS = {
  zh: ['编号', '时间（UTC）', '账号', '人员', '岗位', '来自', '请求', '动作', '对象', '对象编号', '之前', '之后', '行数', '摘要', '封印'],
  en: ['id', 'time (UTC)', 'account', 'person', 'post', 'from', 'request', 'act', 'topic', 'ids', 'before', 'after', 'count', 'digest', 'seal'],
} as const // prettier-ignore

const json = (value: unknown) => (value === null ? null : JSON.stringify(value))

function lineOf(found: unknown): string {
  const row = AuditRow.parse(found)
  const { id, at, account, person, post, address, request, act, topic, ids, count, digest, seal } = row
  const who = [account, person, post, address, request]
  return line([id, at, ...who, act, topic, ids.join(' '), json(row.before), json(row.after), count, digest, seal])
}

const sheetOf = (filter: AuditFilter, language: 'zh' | 'en', at: Date): Sheet => ({
  name: ['audit', '审计'],
  at,
  statement: sql`select ${auditColumns} from audit a where ${auditWhere(filter)} order by a.id desc`,
  heading: line(HEADINGS[language]),
  line: lineOf,
})

/** `GET /exports/audits.csv`: the rows of a search, for the audit administrator; the export itself is recorded first. */
export function auditExport(
  router: Router,
  { pool, readPool }: Pick<Kit, 'pool' | 'readPool'>,
  actorOf: ActorOf,
): void {
  router.get('/exports/audits.csv', async (req, res) => {
    const actor: Actor = { ...(await actorOf(req)), ...originOf(req) }
    if (actor.role !== 'audit') throw problem(actor.role === 'public' ? 'sign-in-needed' : 'not-allowed')
    const { success, data, error } = AuditExport.safeParse(req.query)
    if (!success) {
      const issues = error.issues.map(({ path, message }) => ({ at: ['query', ...path].join('.'), message }))
      throw new Problem('invalid-request', problem('invalid-request').message, issues)
    }
    const { lang, ...filter } = data
    const sheet = sheetOf(filter, lang, await inScope(readPool, actor, nowOf))
    const count = await inScope(readPool, actor, (db) => sheetLength(db, sheet), { snapshot: true })
    await inScope(pool, actor, (db) => record(db, { act: 'export', topic: 'audit', count, details: filter }))
    await inScope(readPool, actor, (db) => sendSheet(db, res, sheet), { snapshot: true })
  })
}
