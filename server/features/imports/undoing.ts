import { z } from 'zod'
import type { ImportRecord } from '#core/contract/importShapes.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { readImport } from './stageList.ts'
import { type Standing, standingOn, standingWords } from './standing.ts'

const Hindrance = z.object({
  hindrance: z.enum(['changed-since', 'built-on']),
  n: z.number(),
  ids: z.array(z.number()),
})
type Hindrance = z.infer<typeof Hindrance>

const Named = z.object({
  id: z.number(),
  key: z.string().nullable(),
  name: z.string(),
  import: z.number().nullable(),
  file: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string().nullable(),
})
type Named = z.infer<typeof Named>

/** Rows named in a refusal. */
const NAMED = 5
const CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** A row as people know it, and who stands in the way. */
function nameOf({ key, name, import: later, file, by, at }: Named, changed: boolean): readonly [string, string] {
  const who = [key, name].filter(Boolean).join(' ')
  if (!changed || at === null) return [who, who]
  const when = CLOCK.format(new Date(at))
  if (later !== null)
    return [`${who}（导入 ${later}“${file}”，${by}，${when}）`, `${who} (import ${later} “${file}”, ${by}, ${when})`]
  return [`${who}（${by}，${when}）`, `${who} (${by}, ${when})`]
}

/** The first of the rows by name, in both languages. */
function namesOf(ids: readonly number[], n: number, named: ReadonlyMap<number, Named>, changed: boolean): readonly [string, string] {
  const names = ids.slice(0, NAMED).flatMap((id) => named.get(id) ?? []).map((row) => nameOf(row, changed))
  const more = n > NAMED ? ' …' : ''
  return [names.map(([text]) => text).join('、') + more, names.map(([, text]) => text).join(', ') + more]
} // prettier-ignore

function sentences(
  changed: readonly Hindrance[],
  standing: readonly Standing[],
  named: ReadonlyMap<number, Named>,
): readonly [string, string] {
  const told = [
    ...changed.map(({ n, ids }) => {
      const [zh, en] = namesOf(ids, n, named, true)
      return [`${n} 行此后已被修改：${zh}`, `changed since, ${n}: ${en}`] as const
    }),
    ...standing.map((one) => {
      const [zh, en] = namesOf(one.ids, one.rows, named, false)
      const [wordZh, wordEn] = standingWords(one)
      return [`${one.rows} 行已有${wordZh}：${zh}`, `with ${wordEn} by now, ${one.rows}: ${en}`] as const
    }),
  ]
  return [
    `不能整体撤销：${told.map(([zh]) => zh).join('；')}。请先撤销之后的导入，或逐条更正。`,
    `It cannot be taken back as a whole: ${told.map(([, en]) => en).join('; ')}. Undo later imports first, or correct the rows one by one.`,
  ]
}

/** Takes a whole import back. @throws Problem not-found, import-refused where something was built on it since */
export async function undoImport(db: Db, id: number): Promise<ImportRecord> {
  await db.run(sql`set local statement_timeout = 0`)
  const { undoable } = await readImport(db, id)
  if (!undoable) throw problem('import-refused', GONE)
  const hindrances = await db.many(Hindrance, sql`select * from app.undo_hindrances(${id}::integer)`)
  if (hindrances.length > 0) {
    const changed = hindrances.filter(({ hindrance }) => hindrance === 'changed-since')
    const standing = await standingOn(db, id)
    const rows = [...changed, ...standing].flatMap(({ ids }) => ids.slice(0, NAMED))
    const named = await db.many(
      Named,
      sql`select id, key, name, import, file_name as file, by_whom as by, at from app.name_hindrances(${id}::integer, ${rows}::integer[])`,
    )
    throw problem('import-refused', sentences(changed, standing, new Map(named.map((row) => [row.id, row]))))
  }
  // what it began goes after what it ended is open again
  await db.raw(sql`set constraints tenant_taken deferred`)
  await db.run(sql`select app.undo_import(${id}::integer)`)
  await db.raw(sql`set constraints tenant_taken immediate`).catch((error: { constraint?: unknown }) => {
    throw error.constraint === 'tenant_taken' ? problem('import-refused', OVERLAPPING) : error
  })
  return readImport(db, id)
}
const OVERLAPPING = [
  '不能整体撤销：撤销后入驻单位的时间会与此后登记的同名单位重叠。请先更正那一条。',
  'It cannot be taken back: a tenant of the same name was written down since for days that would be taken again. Correct that one first.',
] as const
const GONE = ['此导入已撤销，或没有改动任何数据。', 'This import was taken back already, or changed nothing.'] as const
