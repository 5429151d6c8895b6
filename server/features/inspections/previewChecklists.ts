import { z } from 'zod'
import type { CHECKLIST_PREVIEW, ChecklistChange } from '#core/contract/checklists.ts'
import { checklistDiff } from '#core/domain/checklistDiff.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import type { FiledChecklist } from './checklistFile.ts'
import { listChecklists } from './checklists.ts'

const Seen = z.object({ seen: z.number().int() })
const There = z.object({ name: z.string() })
const Latest = z.object({ name: z.string(), version: z.number().int() })

/** The number of the checklist that was published last: it rises with each. */
const latestOf = async (db: Db) => (await db.one(Seen, sql`select coalesce(max(id), 0)::int as seen from checklist`)).seen // prettier-ignore

const unseen = [
  '文件中有检查表已经存在：请先用 POST /checklists/preview 预览，再以预览给出的 seen 发布。',
  'Checklists of the file exist already: look at it first by POST /checklists/preview, and publish with the seen that it gives.',
] as const

/**
 * Waits for whoever publishes; what exists already is not written over by who has not looked at it.
 * @throws Problem checklist-changed where others were published than were seen, or one of a name that is there was not seen
 */
export async function expectSeen(db: Db, seen: number | undefined, lists: readonly FiledChecklist[]): Promise<void> {
  await db.run(sql`select pg_advisory_xact_lock(hashtext('checklists'))`)
  if (seen !== undefined) {
    if ((await latestOf(db)) !== seen) throw problem('checklist-changed', undefined, 'query.seen')
    return
  }
  const names = lists.map(({ name }) => name)
  const there = await db.maybe(There, sql`select name from checklist where name = any (${names}::text[]) limit 1`)
  if (there) throw problem('checklist-changed', unseen, 'query.seen')
}

/** What a file of checklists would change, item by item; nothing is written. */
export async function previewChecklists(
  db: Db,
  lists: readonly FiledChecklist[],
): Promise<z.output<typeof CHECKLIST_PREVIEW.response>> {
  const inForce = new Map((await listChecklists(db, 'in-force')).map((one) => [one.name, one]))
  const latest = await db.many(Latest, sql`select name, max(version)::int as version from checklist group by name`)
  const versions = new Map(latest.map(({ name, version }) => [name, version]))
  return { seen: await latestOf(db), lists: lists.map(changeOf) }

  function changeOf({ name, industry, source, items }: FiledChecklist): ChecklistChange {
    const former = inForce.get(name) ?? null
    const changes = checklistDiff(former ? former.items.map(({ id: _, ...item }) => item) : [], items)
    const isSame = former?.industry === industry && former.source === source && changes.every(({ change }) => change === 'same') // prettier-ignore
    return {
      name,
      industry,
      source,
      former: former && { version: former.version, industry: former.industry, source: former.source },
      version: isSame ? null : (versions.get(name) ?? 0) + 1,
      items: changes.map(({ fields, ...change }) => ({ ...change, fields: [...fields] })),
    }
  }
}
