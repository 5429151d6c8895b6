import { z } from 'zod'
import { WholeFile } from '#core/contract/enterpriseFiles.ts'
import { completeness, FILE_RULE, FILE_SECTIONS, SECTION_FILLERS, sectionState } from '#core/domain/fileSections.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { fileFacts } from '../../filter/file/sections.ts'
import { groundOf } from '../../filter/ground.ts'
import { readClass } from './classes.ts'
import { entriesOf } from './entries.ts'
import { readFile } from './file.ts'

const Opened = z.object({ openedAt: z.string(), standardizationUntil: z.string().nullable() })
const Alias = WholeFile.shape.aliases.element
const Facts = z.object({
  section: z.enum(FILE_SECTIONS),
  absent: z.string().nullable(),
  lacks: z.array(z.string()),
  until: z.iso.datetime().nullable(),
})

/** The whole file of one enterprise. @throws Problem not-found, also where it lies outside the scope */
export async function readWholeFile(db: Db, id: number): Promise<WholeFile> {
  const file = await readFile(db, id)
  const ground = await groundOf(db)
  const opened = await db.one(
    Opened,
    sql`select opened_at as "openedAt", standardization_until as "standardizationUntil" from enterprise where id = ${id}::integer`,
  )
  const found = await db.many(
    Facts,
    sql`select facts.* from enterprise e, ${fileFacts(ground.now)} where e.id = ${id}::integer`,
  )
  const facts = new Map(found.map(({ until, ...rest }) => [rest.section, { ...rest, until: until === null ? null : new Date(until) }])) // prettier-ignore
  const aliases = await db.many(
    Alias,
    sql`select scheme, identifier, by_whom as by, at, file_name as "fileName" from app.aliases_of(${id}::integer) order by at desc, id`,
  )
  const sections = FILE_SECTIONS.map((section) => {
    const known = facts.get(section)
    if (!known) throw new Error(`the file says nothing of ${section}`)
    const { state, dueAt } = sectionState(known, new Date(opened.openedAt), ground.at)
    return {
      section,
      state,
      by: SECTION_FILLERS[section],
      dueAt: dueAt?.toISOString() ?? null,
      lacks: state === 'missing' ? known.lacks : [],
      reason: known.absent,
    }
  })
  return {
    id,
    at: ground.at.toISOString(),
    rule: FILE_RULE,
    ...opened,
    file,
    classified: await readClass(db, id, ground),
    aliases,
    sections,
    completeness: completeness([...facts.values()], ground.at),
    entries: {
      person: await entriesOf(db, 'person', id),
      licence: await entriesOf(db, 'licence', id),
      certificate: await entriesOf(db, 'certificate', id),
      equipment: await entriesOf(db, 'equipment', id),
      insurance: await entriesOf(db, 'insurance', id),
      fund: await entriesOf(db, 'fund', id),
      plan: await entriesOf(db, 'plan', id),
      penalty: await entriesOf(db, 'penalty', id),
      accident: await entriesOf(db, 'accident', id),
      declaration: await entriesOf(db, 'declaration', id),
    },
  }
}
