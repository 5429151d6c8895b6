import { z } from 'zod'
import type { ImportRecord, ImportStage } from '#core/contract/importShapes.ts'
import { FileEncoding, ImportRecord as Record, STAGE_STATES } from '#core/contract/importShapes.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { Blanks, tellBlanks } from './blanks.ts'
import { Datum, Mapping, WHERE } from './mapping.ts'
import { RULES } from './rules.ts'
import { wordsOf } from './ruleWords.ts'
import { wizardMapping } from './strictMapping.ts'

/** Imports and files told in one list. */
const MOST = 100

const Row = z.object({
  id: z.number(),
  fileName: z.string(),
  fileSize: z.coerce.number(),
  fileHash: z.string(),
  state: z.enum(STAGE_STATES),
  openedAt: z.string(),
  openedBy: z.string(),
  changedAt: z.string(),
  mapping: Mapping.nullable(),
  datum: Datum.nullable(),
  sheet: z.string().nullable(),
  encoding: FileEncoding.nullable(),
  progress: z.number().nullable(),
  rows: z.number(),
  located: z.number(),
  rejected: z.number(),
  warned: z.number(),
  broken: z.record(z.string(), z.number()),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  merged: z.number(),
  mergedAlike: z.number(),
  resembling: z.number(),
  undecided: z.number(),
  inNoGrid: z.number().nullable(),
  changeGrid: z.number().nullable(),
  loseGrid: z.number().nullable(),
  blanks: Blanks,
  revision: z.number(),
  recalled: z.number().nullable(),
  forgotten: z.number().nullable(),
  outside: z.string().nullable(),
  failure: z.object({ zh: z.string(), en: z.string() }).nullable(),
  published: z.number().nullable(),
})

const Now = z.object({ at: z.string() })

const columns = sql`s.id, s.file_name as "fileName", s.file_size as "fileSize", s.file_hash as "fileHash", s.state, s.opened_at as "openedAt",
  s.opened_by as "openedBy", s.changed_at as "changedAt", s.mapping, s.datum, s.options ->> 'sheet' as sheet, s.options ->> 'encoding' as encoding,
  s.progress, s.rows, s.located, s.rejected, s.warned, s.broken, s.added, s.changed, s.unchanged, s.in_no_grid as "inNoGrid", s.failure,
  s.import as published, s.moved as "changeGrid", s.left_out as "loseGrid", s.blanks, s.revision, s.recalled, s.forgotten,
  jsonb_path_query_first(s.options, '$.overrides[*] ? (@.every == true).reason') #>> '{}' as outside, like_others.*`
const besides = sql`cross join lateral (
  select count(*)::int as resembling, count(*) filter (where decided is null)::int as undecided,
    count(*) filter (where decided = 'merge')::int as merged,
    count(*) filter (where decided = 'merge' and not differs)::int as "mergedAlike"
  from import_resemblance m where m.stage = s.id) like_others`

function told({ merged, mergedAlike, changeGrid, loseGrid, ...row }: z.infer<typeof Row>): ImportStage {
  const {
    mapping,
    broken,
    blanks,
    added,
    changed,
    unchanged,
    resembling,
    undecided,
    inNoGrid,
    recalled,
    forgotten,
    ...rest
  } = row
  const aside = (rule: string) => row.outside !== null && WHERE.some((each) => each === rule)
  const isStaged = ['staged', 'publishing', 'published'].includes(row.state)
  const outlook = {
    added: added - merged,
    changed: changed + merged - mergedAlike,
    unchanged: unchanged + mergedAlike,
    resembling,
    undecided,
    inNoGrid: inNoGrid ?? 0,
    recalled: recalled ?? 0,
    forgotten: forgotten ?? 0,
    changeGrid: changeGrid ?? 0,
    loseGrid: loseGrid ?? 0,
  }
  return {
    ...rest,
    mapping: mapping && wizardMapping(mapping),
    broken: Object.entries(broken).map(([rule, rows]) => ({ rule, rows, ...wordsOf(rule), ...(aside(rule) && { warning: true }) })), // prettier-ignore
    blanks: mapping ? tellBlanks(mapping, blanks) : [],
    outlook: isStaged ? outlook : null,
  }
}

/** One file on its way. @throws Problem not-found */
export async function readStage(db: Db, id: number): Promise<ImportStage> {
  const row = await db.maybe(
    Row,
    sql`select ${columns} from import_stage s ${besides} where s.id = ${id}::integer and s.kept`,
  )
  if (!row) throw problem('not-found')
  return told(row)
}

const Kept = Record.extend({
  overridden: z.array(z.object({ rule: z.string(), rows: z.number(), reason: z.string() })),
})

/** A record with what its rules say; one that is no rule any more is told by its name. */
const recorded = ({ overridden, ...record }: z.infer<typeof Kept>): ImportRecord => ({
  ...record,
  overridden: overridden.map(({ rule, rows, reason }) => {
    const { zh, en } = RULES[rule] ?? { zh: rule, en: rule }
    return { rule, rows, reason, zh, en }
  }),
})

const records = (where: Sql): Sql => sql`
  select id, capability, file_name as "fileName", datum, added, changed, unchanged, rejected, made_at as "madeAt", made_by as "madeBy",
    undone_at as "undoneAt", undone_by as "undoneBy",
    undone_at is null and exists (select from import_change c where c.import = i.id) as undoable,
    coalesce((select jsonb_agg(o order by o.rule, o.reason) from (select a.rule, a.reason, count(*) as rows
      from jsonb_to_recordset(i.overrides) a (rule text, reason text) group by a.rule, a.reason) o), '[]') as overridden
  from import i where ${where} order by id desc limit ${MOST}::integer`

/** Files on their way that are not published, and the latest imports. */
export async function listImports(db: Db): Promise<{ at: string; stages: ImportStage[]; imports: ImportRecord[] }> {
  const { at } = await db.one(Now, sql`select app.now() as at`)
  const stages = await db.many(
    Row,
    sql`select ${columns} from import_stage s ${besides} where s.kept and s.state <> 'published' order by s.id desc limit ${MOST}::integer`,
  )
  return { at, stages: stages.map(told), imports: (await db.many(Kept, records(sql`true`))).map(recorded) }
}

/** @throws Problem not-found */
export async function readImport(db: Db, id: number): Promise<ImportRecord> {
  const record = await db.maybe(Kept, records(sql`i.id = ${id}::integer`))
  if (!record) throw problem('not-found')
  return recorded(record)
}
