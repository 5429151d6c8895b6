import { z } from 'zod'
import { DIFF_FIELDS } from '../domain/checklistDiff.ts'
import { CHECKLIST_FILE, ChecklistItem } from './inspections.ts'
import { MOST_ID, wholeText } from './route.ts'

const Item = ChecklistItem.omit({ id: true })

/** A checklist of a file as it would be put in force, against the version that is. */
export const ChecklistChange = z.object({
  name: z.string(),
  industry: z.string().nullable(),
  source: z.string(),
  /** The version in force; null where there is none of that name. */
  former: z.object({ version: z.number().int(), industry: z.string().nullable(), source: z.string() }).nullable(),
  /** Version that it would be; null where it is the same as what is in force, and nothing would change. */
  version: z.number().int().nullable(),
  items: z.array(
    z.object({
      change: z.enum(['added', 'changed', 'removed', 'same']),
      before: Item.nullable(),
      after: Item.nullable(),
      fields: z.array(z.enum(DIFF_FIELDS)).describe('those that differ'),
    }),
  ),
})
export type ChecklistChange = z.infer<typeof ChecklistChange>

/** Where a file of checklists is looked at before it is published: `POST` as for `CHECKLIST_FILE`; nothing is written. */
export const CHECKLIST_PREVIEW = {
  ...CHECKLIST_FILE,
  path: '/checklists/preview',
  response: z.object({
    seen: z.number().int().describe('what `seen` of POST /checklists has to say'),
    lists: z.array(ChecklistChange),
  }),
} as const

/** What was seen of the checklists when the file was looked at. */
export const ChecklistSeen = z.strictObject({
  seen: wholeText(0, MOST_ID)
    .optional()
    .describe(
      'as the preview said: where checklists were published since, it is refused; without it nothing that is there is written over',
    ),
})
