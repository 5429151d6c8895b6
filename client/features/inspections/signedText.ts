import type { InspectionRecord } from '#core/contract/inspectionRecords.ts'

/** A word of the page with what it is filled with. */
type Word = readonly [key: string, filled: Readonly<Record<string, string | number>>]
type Signed = NonNullable<InspectionRecord['signed']>

/** What became of what was signed, since then, in words; none where it stands as it was signed. `version`: the present one. */
export function sinceSigned({ rewritten, added, altered, gone }: Signed, version: number): readonly Word[] {
  const words: Word[] = []
  if (rewritten) words.push(['records.sinceWhat.rewritten', { version }])
  for (const [what, n] of Object.entries({ added, altered, gone }))
    if (n > 0) words.push([`records.sinceWhat.${what}`, { n }])
  return words
}

type Speak = (key: string, filled?: Readonly<Record<string, string | number>>) => string
/** One sentence: what was signed, and what became of it since. */
export function signedText(t: Speak, signed: Signed, version: number): string {
  const since = sinceSigned(signed, version).map(([key, filled]) => t(key, filled))
  const said = since.length > 0 ? t('records.since', { what: since.join(t('words.and')) }) : t('records.same')
  return `${t('records.version', { version: signed.version, findings: signed.findings })} · ${said}`
}

/** The first signs of a hash, enough to compare by eye. */
export const shortHash = (hash: string): string => hash.slice(0, 16)
