import { z } from 'zod'
import type { STAGED_KINDS, StagedRow } from '#core/contract/importShapes.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { Problem } from '#core/contract/problem.ts'
import { problem } from '../../http/problems.ts'
import { withNames } from './namedDiff.ts'
import { repeatedIn } from './outdated.ts'
import { wordsOf } from './ruleWords.ts'

/** Rows of one page. */
const PAGE = 50
/** Positions told of one file. */
const MOST_POINTS = 5_000

const Fields = z.record(z.string(), z.unknown())
const Row = z.object({
  row: z.number(),
  key: z.string().nullable(),
  made: Fields.nullable(),
  issues: z
    .array(
      z.object({
        column: z.string(),
        rule: z.string(),
        found: z.string(),
        reason: z.string().nullish(),
        every: z.boolean().optional(),
      }),
    )
    .nullable(),
  rejected: z.boolean(),
  outlook: z.enum(['added', 'changed', 'unchanged']).nullable(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  resembles: z
    .object({
      id: z.number(),
      name: z.string(),
      key: z.string(),
      metres: z.number(),
      decided: z.enum(['merge', 'apart']).nullable(),
    })
    .nullable(),
})
const Before = z.object({ number: z.number(), before: Fields })

type Kind = (typeof STAGED_KINDS)[number]
const KINDS: Readonly<Record<Kind, Sql>> = {
  all: sql`true`,
  rejected: sql`r.rejected`,
  warned: sql`r.warned`,
  added: sql`r.outlook = 'added'`,
  changed: sql`r.outlook = 'changed'`,
  unchanged: sql`r.outlook = 'unchanged'`,
  resembling: sql`exists (select from import_resemblance m where m.stage = r.stage and m.row = r.row)`,
}

/** What publishing would change of a row that the book has, field by field; what the file leaves blank changes nothing. */
function diffOf(
  { made, lng, lat }: z.infer<typeof Row>,
  before: z.infer<typeof Fields> | undefined,
): StagedRow['diff'] {
  if (!before || !made) return []
  const after: z.infer<typeof Fields> = { ...made, ...('lng' in before && lng !== null && { lng, lat }) }
  return Object.keys(before)
    .filter((field) => field in after && JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
}

/** A page of the staged rows of one kind, in the order of the file. */
export async function stagedRows(
  db: Db,
  stage: number,
  { kind, after }: { readonly kind: Kind; readonly after: number },
) {
  const rows = await db.many(
    Row,
    sql`select r.row, r.key, r.made, r.issues, r.rejected, r.outlook, r.lng, r.lat,
        case when e.id is not null then json_build_object('id', e.id, 'name', e.name, 'key', e.identifier, 'metres', m.metres, 'decided', m.decided) end as resembles
      from import_row r
      left join import_resemblance m on m.stage = r.stage and m.row = r.row
      left join enterprise e on e.id = m.enterprise
      where r.stage = ${stage}::integer and r.row > ${after}::integer and ${KINDS[kind]} order by r.row limit ${PAGE + 1}::integer`,
  )
  const page = rows.slice(0, PAGE)
  const numbers = page.map(({ row }) => row)
  const known = await db.many(
    Before,
    sql`select number, before from app.staged_before(${stage}::integer, ${numbers}::integer[])`,
  )
  const before = new Map(known.map((one) => [one.number, one.before]))
  const shown = page.map((row) => told(row, before.get(row.row)))
  return {
    rows: await withNames(db, shown),
    next: rows.length > PAGE ? (numbers.at(-1) ?? null) : null,
  }
}

function told(row: z.infer<typeof Row>, before: z.infer<typeof Fields> | undefined): StagedRow {
  const { key, made, issues, rejected, outlook, lng, lat, resembles } = row
  const merged = resembles?.decided === 'merge' && outlook === 'added'
  return {
    row: row.row,
    key,
    outlook: rejected ? 'rejected' : merged ? 'changed' : (outlook ?? 'added'),
    fields: made ?? {},
    position: lng === null || lat === null ? null : [lng, lat],
    diff: outlook === 'changed' || merged ? diffOf(row, before) : [],
    issues: (issues ?? []).flatMap(({ reason = null, every = false, ...issue }) => {
      const words = wordsOf(issue.rule)
      return reason === null || every ? [{ ...issue, ...words, warning: words.warning || every, reason }] : []
    }),
    resembles,
  }
}

const Point = z.object({ row: z.number(), lng: z.number(), lat: z.number(), rejected: z.boolean() })
const Located = z.object({ of: z.number() })

/** Positions of the staged rows; of many every so-manieth. */
export async function stagedPoints(db: Db, stage: number) {
  const { of } = await db.one(
    Located,
    sql`select count(*)::int as of from import_row where stage = ${stage}::integer and lng is not null`,
  )
  const every = Math.max(1, Math.ceil(of / MOST_POINTS))
  const points = await db.many(
    Point,
    sql`select row, lng, lat, rejected from import_row
      where stage = ${stage}::integer and lng is not null and row % ${every}::integer = 0 order by row limit ${2 * MOST_POINTS}::integer`,
  )
  return {
    of,
    points: points.map(({ row, lng, lat, rejected }) => ({ row, at: [lng, lat] as [number, number], rejected })),
  }
}

/**
 * Says whether a row is the enterprise that it resembles.
 * @throws Problem not-found where it resembles none, import-refused where another row is that enterprise already
 */
export async function decide(db: Db, stage: number, row: number, decided: 'merge' | 'apart' | null): Promise<void> {
  const told = await db.maybe(
    z.object({ enterprise: z.number() }),
    sql`update import_resemblance m set decided = ${decided} from import_stage s
      where m.stage = ${stage}::integer and m.row = ${row}::integer and s.id = m.stage and s.state = 'staged' returning m.enterprise`,
  )
  if (!told) throw problem('not-found')
  const repeated = decided === 'merge' ? await repeatedIn(db, stage, told.enterprise) : undefined
  if (repeated) throw new Problem('import-refused', repeated.words.join('\n'), repeated.issues)
}
