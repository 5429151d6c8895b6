import type { Archive } from '../archive.ts'
import { MOST, tooManyCells } from '../limits.ts'
import { readXml, xmlSteps } from '../xml.ts'
import { formatOf, type NumberFormat, unescaped } from './values.ts'

/**
 * The texts that cells refer to by their place, no more than `most` of them; readings printed above the characters are
 * left out.
 */
export async function readStrings(archive: Archive, part: string | undefined, most = Infinity): Promise<string[]> {
  const strings: string[] = []
  if (part === undefined || archive.size(part) === 0) return strings
  let text = ''
  let [inText, reading] = [false, false]
  const steps = xmlSteps(archive.stream(part), part, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') inText = !reading
      else if (name === 'rPh') reading = true
    },
    text(more) {
      if (inText && text.length <= MOST.cell) text += more.slice(0, MOST.cell + 1)
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') reading = false
      else if (name === 'si') strings.push(unescaped(text))
      if (strings.length > MOST.cells) throw tooManyCells()
    },
  })
  for await (const _ of steps) if (strings.length >= most) break
  return strings
}

/** How the numbers of each style are shown, by the style's place. */
export async function readFormats(archive: Archive, part: string | undefined): Promise<NumberFormat[]> {
  const formats: NumberFormat[] = []
  if (part === undefined || archive.size(part) === 0) return formats
  const codes = new Map<number, string>()
  let inCells = false
  await readXml(archive.stream(part), part, {
    open(name, { numFmtId = '', formatCode = '' }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode)
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) formats.push(formatOf(Number(numFmtId), codes.get(Number(numFmtId))))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats
}
