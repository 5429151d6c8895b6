import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type ReplayMap, replayedOf } from './replayed.ts'

/** Kinds of files that hold series. */
const SERIES = /\.(csv|dat|tsv|txt)$/i

/** The file itself, or all series in a folder and the folders in it, by name, numbers by their value. */
export function seriesFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => SERIES.test(name))
  return names.sort(new Intl.Collator('en', { numeric: true }).compare).map((name) => join(path, name))
}

/** A file with the time that its lines are moved by. */
interface Placed {
  readonly file: string
  readonly moved: number
}

/** First and last time of a file; undefined where it has no time at all. */
async function spanOf(file: string, map: ReplayMap | undefined): Promise<[number, number] | undefined> {
  let [first, last] = [Infinity, -Infinity]
  for await (const line of replayedOf(file, map))
    for (const { at } of line) if (Number.isFinite(at)) [first, last] = [Math.min(first, at), Math.max(last, at)]
  return first <= last ? [first, last] : undefined
}

interface Placing {
  readonly map: ReplayMap | undefined
  /** Of the first line, epoch ms; `end`: the last line is then instead; undefined: the files keep their own times. */
  readonly begin?: number | undefined
  readonly end?: number | undefined
  /** From the end of one file to the beginning of the next, ms. */
  readonly gap: number
}

/** Files one after another, each by its own pace within, from `begin` on or so that the last line is at `end`. */
export async function placedFiles(files: readonly string[], { map, begin, end, gap }: Placing): Promise<{ files: Placed[]; length: number }> {
  const spans = await Promise.all(files.map((file) => spanOf(file, map)))
  let length = 0
  const offsets = spans.map((span, n) => {
    const from = length + (n > 0 && length > 0 ? gap : 0)
    length = from + (span ? span[1] - span[0] : 0)
    return from
  })
  const zero = begin ?? (end === undefined ? undefined : end - length)
  const placed = files.map((file, n) => ({ file, moved: zero === undefined || !spans[n] ? 0 : zero + offsets[n]! - spans[n][0] }))
  return { files: placed, length }
} // prettier-ignore
