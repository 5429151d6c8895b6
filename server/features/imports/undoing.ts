import { z } from 'zod'
import type { ImportRecord } from '#core/contract/importShapes.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { readImport } from './stageList.ts'

const Hindrance = z.object({
  hindrance: z.enum(['changed-since', 'built-on']),
  n: z.number(),
  ids: z.array(z.number()),
})
type Hindrance = z.infer<typeof Hindrance>

/** Ids named in a refusal. */
const NAMED = 5

function sentences(found: readonly Hindrance[]): readonly [string, string] {
  const ids = ({ ids: all, n }: Hindrance) => all.slice(0, NAMED).join(', ') + (n > NAMED ? ' …' : '')
  const zh = found.map((one) =>
    one.hindrance === 'changed-since'
      ? `${one.n} 行此后已被修改（编号 ${ids(one)}）`
      : `${one.n} 行已有隐患、检查或其他记录（编号 ${ids(one)}）`,
  )
  const en = found.map((one) =>
    one.hindrance === 'changed-since'
      ? `${one.n} rows were changed since (ids ${ids(one)})`
      : `${one.n} rows have hazards, inspections or other records by now (ids ${ids(one)})`,
  )
  return [
    `不能整体撤销：${zh.join('；')}。请先撤销之后的导入，或逐条更正。`,
    `It cannot be taken back as a whole: ${en.join('; ')}. Undo later imports first, or correct the rows one by one.`,
  ]
}

/** Takes a whole import back. @throws Problem not-found, import-refused where something was built on it since */
export async function undoImport(db: Db, id: number): Promise<ImportRecord> {
  await db.run(sql`set local statement_timeout = 0`)
  const { undoable } = await readImport(db, id)
  if (!undoable) throw problem('import-refused', GONE)
  const hindrances = await db.many(Hindrance, sql`select * from app.undo_hindrances(${id}::integer)`)
  if (hindrances.length > 0) throw problem('import-refused', sentences(hindrances))
  await db.run(sql`select app.undo_import(${id}::integer)`)
  return readImport(db, id)
}
const GONE = ['此导入已撤销，或没有改动任何数据。', 'This import was taken back already, or changed nothing.'] as const
