import { HEADED, type HeadedField } from './headingsTable.ts'
import type { Importable } from './importFields.ts'

/** How files call a field for which one has no column: by the first of its headings. */
export function headingOf(capability: Importable, field: string): string {
  const name = capability.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const all: Readonly<Record<string, Readonly<Record<string, HeadedField>> | undefined>> = HEADED
  return all[name]?.[field]?.headings[0] ?? field
}
