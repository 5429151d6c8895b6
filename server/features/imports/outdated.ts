import { z } from 'zod'
import type { Issue } from '#core/contract/problem.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** Rows named in a refusal. */
const NAMED = 10

const Outdated = z.object({ row: z.number(), key: z.string().nullable(), fields: z.array(z.string()) })
type Outdated = z.infer<typeof Outdated>
const Repeated = z.object({ key: z.string(), rows: z.array(z.number()) })

/** What stands against publishing a stage by now: in both languages, and row by row. */
export interface Hindrance {
  readonly words: readonly [zh: string, en: string]
  readonly issues: readonly Issue[]
}

function movedWords(found: readonly Outdated[]): Hindrance['words'] {
  const some = found.slice(0, NAMED)
  const list = (separator: string, open: string, close: string) =>
    some.map(({ row, key, fields }) => `${row}${open}${[key, ...fields].filter(Boolean).join(separator)}${close}`)
  const more = found.length > NAMED
  return [
    `检查之后账本中有 ${found.length} 行对应的内容已变：第 ${list('、', '（', '）').join('、')}${more ? '…' : ''} 行。没有发布；请重新检查，看过新的结果后再发布。`,
    `The book has changed since the check at ${found.length} rows: ${list(', ', ' (', ')').join(', ')}${more ? ' …' : ''}. Nothing was published: check the file again and confirm what is found then.`,
  ]
}

/** Rows that end at one enterprise, where they do. `enterprise` looks at one alone. */
export async function repeatedIn(
  db: Db,
  stage: number,
  enterprise: number | null = null,
): Promise<Hindrance | undefined> {
  const found = await db.many(
    Repeated,
    sql`select identifier as key, numbers as rows from app.same_enterprise(${stage}::integer, ${enterprise}::integer)`,
  )
  if (found.length === 0) return undefined
  const rows = found.slice(0, NAMED).map(({ key, rows: same }) => `${same.join(', ')} (${key})`).join('; ') // prettier-ignore
  return {
    words: [
      `多行是同一家企业：第 ${rows} 行。请每家企业只留一行，或将合并改为“不是同一家”。`,
      `Several rows are one enterprise: ${rows}. Leave one row for each enterprise, or decide that they stay apart.`,
    ],
    issues: found
      .flatMap(({ key, rows: same }) => same.map((row) => ({ at: `row ${row}`, message: key })))
      .slice(0, 100),
  }
}

/** Rows whose place in the book is not as it was checked. `hold` keeps those to be changed as they are until the transaction ends. */
export async function outdatedIn(db: Db, stage: number, hold: boolean): Promise<Hindrance | undefined> {
  const found = await db.many(
    Outdated,
    sql`select number as row, key, fields from app.outdated_rows(${stage}::integer, ${hold}::boolean)`,
  )
  if (found.length === 0) return undefined
  const issues = found.slice(0, 100).map(({ row, key, fields }) => ({ at: `row ${row}`, message: [key, ...fields].filter(Boolean).join(' ') })) // prettier-ignore
  return { words: movedWords(found), issues }
}
