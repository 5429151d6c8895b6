import type { FileSection, WholeFile } from '#core/contract/enterpriseFiles.ts'
import type { FileSectionName } from '#core/domain/fileSections.ts'
import { dayEnd } from '#client/ui/districtTime.ts'

/** Something that is missing, runs out or has run out. */
export interface Reminder {
  readonly section: FileSectionName
  readonly by: FileSection['by']
  readonly state: 'missing' | 'soon' | 'over'
  /** When it must be there, or runs out; epoch milliseconds, infinite where nobody says. */
  readonly at: number
  /** Codes of what is missing. */
  readonly lacks: readonly string[]
  /** What runs out, as the file calls it. */
  readonly names: readonly string[]
}

/** Names and last days of what a section holds. */
const HELD: Readonly<Partial<Record<FileSectionName, (whole: WholeFile) => readonly (readonly [string, string | null])[]>>> = {
  licences: ({ entries }) => entries.licence.map((one) => [one.number, one.expiresOn]),
  certificates: ({ entries }) => entries.certificate.map((one) => [one.holder, one.expiresOn]),
  equipment: ({ entries }) => entries.equipment.map((one) => [one.name, one.inspectionDueOn]),
  insurance: ({ entries }) => entries.insurance.map((one) => [one.policy, one.untilOn]),
} // prettier-ignore

/** What a file asks for, the most pressing first. @param now the server's clock, epoch milliseconds */
export function remindersOf(whole: WholeFile, now: number): readonly Reminder[] {
  const reminders = whole.sections.flatMap(({ section, state, by, dueAt, lacks }): Reminder[] => {
    if (state !== 'missing' && state !== 'due') return []
    const at = dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt)
    if (state === 'missing') return [{ section, by, state, at, lacks, names: [] }]
    const names = (HELD[section]?.(whole) ?? []).flatMap(([name, day]) => (day !== null && Date.parse(dayEnd(day)) === at ? [name] : [])) // prettier-ignore
    return [{ section, by, state: at <= now ? 'over' : 'soon', at, lacks: [], names: [...new Set(names)] }]
  })
  return reminders.sort((a, b) => a.at - b.at)
}
