import { EntryBody, type EntryKind } from '#core/contract/fileEntries.ts'
import { ENTRY_FORMS, type EntryField } from './entryFields.ts'

/** What is typed, by the name of the field; nothing typed is an empty text. */
export type EntryDraft = Record<string, string>

/** A draft of an entry, or an empty one; `given` is what is known before anything is typed. */
export function draftOf(kind: EntryKind, entry: Readonly<Record<string, unknown>> = {}): EntryDraft {
  return Object.fromEntries(
    ENTRY_FORMS[kind].map(({ name }) => [name, entry[name] === undefined || entry[name] === null ? '' : String(entry[name])]),
  ) // prettier-ignore
}

/** A number by its plain spelling; undefined where it is none. */
const numberIn = (text: string) => (/^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : undefined)

/** Nothing typed is null, which the contract takes where a field may be empty. */
function valueOf({ as }: EntryField, typed: string): unknown {
  const text = typed.trim()
  if (text === '') return null
  if (as === 'money' || as === 'whole') return numberIn(text.replaceAll(/[,，]/g, '')) ?? text
  // one line is kept, however many were typed
  return as === 'lines' ? text.replaceAll(/\s*\n\s*/g, ' ') : text
}

/** As the contract takes it, once it has no faults. */
export const bodyOf = (kind: EntryKind, draft: EntryDraft): EntryBody =>
  ({
    entry: kind,
    ...Object.fromEntries(ENTRY_FORMS[kind].map((field) => [field.name, valueOf(field, draft[field.name] ?? '')])),
  }) as EntryBody

/** Fields that the contract would refuse: those that are empty, and those with something else than is asked for. */
export function faultsOf(kind: EntryKind, draft: EntryDraft): ReadonlyMap<string, 'needed' | 'wrong'> {
  const issues = EntryBody.safeParse(bodyOf(kind, draft)).error?.issues ?? []
  return new Map(
    issues.map(({ path }) => {
      const name = String(path[0])
      return [name, (draft[name] ?? '').trim() === '' ? 'needed' : 'wrong'] as const
    }),
  )
}

export const isChanged = (draft: EntryDraft, before: EntryDraft): boolean =>
  Object.keys(before).some((name) => (draft[name] ?? '') !== before[name])
