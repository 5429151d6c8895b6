/**
 * Which of the chemicals that GB 18218-2018 table 1 names a text means, as files write them.
 * @see GB 18218-2018 危险化学品重大危险源辨识, table 1
 */
import { NAMED_CHEMICALS, type NamedChemical } from './gb18218Table1.ts'

/** A name as it is compared: wide and narrow signs are one, blanks are none. */
export const plainChemical = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[，、]/g, ',')

const KNOWN = NAMED_CHEMICALS.map((row) => ({
  row,
  name: plainChemical(row.name),
  aliases: row.aliases.map(plainChemical),
}))
/** What stands before the bracket of a name: 汽油(乙醇汽油、甲醇汽油) is asked for as 汽油. */
const head = (name: string) => name.split(/[([]/)[0]

/** Rows that bear this name: by the whole name, else an alias, else the head of either; several where that says too little. */
export function chemicalsNamed(text: string): readonly NamedChemical[] {
  const name = plainChemical(text)
  const ways: ((known: (typeof KNOWN)[number]) => boolean)[] = [
    (known) => known.name === name,
    (known) => known.aliases.includes(name),
    (known) => [known.name, ...known.aliases].some((one) => head(one) === name),
  ]
  return ways.map((fits) => KNOWN.filter(fits)).find((found) => found.length > 0)?.map(({ row }) => row) ?? [] // prettier-ignore
}

/** Rows that have this CAS number. */
export const chemicalsOfCas = (cas: string): readonly NamedChemical[] =>
  NAMED_CHEMICALS.filter((row) => row.cas.includes(cas))

/** Every name under which a row of table 1 alone is known. */
export const namesOf = (chemical: NamedChemical): readonly string[] =>
  [chemical.name, ...chemical.aliases].filter((name) => NAMED_CHEMICALS.filter((row) => [row.name, ...row.aliases].includes(name)).length === 1) // prettier-ignore

/** Whether a CAS number has its form and its check digit: the digits before it, weighted 1, 2, 3 … from the right, modulo 10. */
export function isCas(text: string): boolean {
  if (!/^[0-9]{2,7}-[0-9]{2}-[0-9]$/.test(text)) return false
  const digits = [...text.replaceAll('-', '')].map(Number)
  const check = digits.pop()
  return digits.toReversed().reduce((sum, digit, i) => sum + digit * (i + 1), 0) % 10 === check
}

/** Letters to be put in, taken out or changed on the way from one text to the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}

/** Names of table 1, aliases too, that look most like a text: six, the nearest first, by letters over the longer length, for short names are often equally near. */
export function nearestChemicals(text: string): readonly string[] {
  const name = plainChemical(text).slice(0, 60)
  const far = (other: string) => distance(name, other) / Math.max(1, name.length, other.length)
  const names = KNOWN.flatMap(({ name: own, aliases }) => [...new Set([own, head(own) ?? own, ...aliases])])
  return [...new Set(names)]
    .map((other) => ({ other, far: far(other) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 6)
    .map(({ other }) => other)
}
