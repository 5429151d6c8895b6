import type { WholeFile } from '#core/contract/enterpriseFiles.ts'
import type { EntryKind } from '#core/contract/fileEntries.ts'
import type { FileSectionName } from '#core/domain/fileSections.ts'

/** An entry that a row of a section shows. */
export interface ShownEntry {
  readonly kind: EntryKind
  readonly entry: { readonly id: number } & Readonly<Record<string, unknown>>
}

/** What is written into a section; of people those offices that it shows. */
interface Written {
  readonly kind: Exclude<EntryKind, 'declaration'>
  readonly offices?: readonly string[]
}

export const WRITTEN_IN: Readonly<Partial<Record<FileSectionName, Written>>> = {
  people: { kind: 'person', offices: ['responsible-person', 'safety-manager', 'contact', 'staff'] },
  'safety-director': { kind: 'person', offices: ['safety-director'] },
  'safety-committee': { kind: 'person', offices: ['safety-committee'] },
  licences: { kind: 'licence' },
  certificates: { kind: 'certificate' },
  equipment: { kind: 'equipment' },
  insurance: { kind: 'insurance' },
  funds: { kind: 'fund' },
  plans: { kind: 'plan' },
  penalties: { kind: 'penalty' },
  accidents: { kind: 'accident' },
}

/** Sections that the supervisor alone writes. */
const SUPERVISED: ReadonlySet<string> = new Set(['penalties', 'accidents'])

/** Who writes: all of a file, what is the own enterprise's, or nothing. */
export type Writes = 'all' | 'own' | undefined

export const mayWrite = (writes: Writes, section: FileSectionName): boolean =>
  writes === 'all' || (writes === 'own' && !SUPERVISED.has(section))

/** The entries of a section in the order of its rows; undefined where a row is no entry, such as the manager whom the enterprise names. */
export function entriesIn(section: FileSectionName, { entries, file }: WholeFile): readonly (ShownEntry | undefined)[] {
  const written = WRITTEN_IN[section]
  if (!written) return []
  const { kind, offices } = written
  const shown = entries[kind]
    .filter((entry) => offices === undefined || ('office' in entry && offices.includes(entry.office)))
    .map((entry): ShownEntry => ({ kind, entry }))
  return offices?.includes('safety-manager') && file.safetyManager !== null ? [undefined, ...shown] : shown
}
