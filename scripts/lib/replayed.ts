import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { ForPeople } from './say.mjs'

/** One value of a series, in the time of the file. */
export interface Replayed {
  readonly sensor: string
  readonly at: number
  readonly value: number
}

/** How the columns of a wide file are sensors: by their heading, or by their number from 1 on. */
export interface ReplayMap {
  /** Column of the time; without one each line is `seconds` later than the one before. */
  readonly time?: string | undefined
  readonly seconds?: number | undefined
  readonly columns: Readonly<Record<string, string>>
}

const SPACES = /\s+/
/** Of a time without Z or offset: that of China. */
function timeOf(text: string): number {
  const given = text.trim().replace(' ', 'T')
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(given) ? given : `${given}+08:00`)
}

const cellsOf = (line: string): string[] => {
  const by = [';', ',', '\t'].find((one) => line.includes(one))
  return (by ? line.split(by) : line.trim().split(SPACES)).map((cell) => cell.trim().replace(/^"|"$/g, ''))
}

/** Where the cells of a line are read from. */
function reader(head: readonly string[], map: ReplayMap | undefined) {
  const placed = (name: string) => {
    const at = head.indexOf(name)
    const place = at >= 0 ? at : /^[1-9]\d*$/.test(name) ? Number(name) - 1 : -1
    if (place < 0) throw new ForPeople(`文件没有「${name}」列；请核对映射。\nThe file has no column ${name}: check the mapping.`)
    return place
  }
  if (!map) {
    const [sensor, at, value] = ['sensor', 'at', 'value'].map(placed)
    return (cells: readonly string[], _line: number): Replayed[] => [{ sensor: cells[sensor!] ?? '', at: timeOf(cells[at!] ?? ''), value: Number(cells[value!]) }]
  }
  const time = map.time === undefined ? undefined : placed(map.time)
  const columns = Object.entries(map.columns).map(([column, sensor]) => ({ sensor, place: placed(column) }))
  return (cells: readonly string[], line: number): Replayed[] => {
    const at = time === undefined ? line * (map.seconds ?? 1) * 1000 : timeOf(cells[time] ?? '')
    return columns.map(({ sensor, place }) => ({ sensor, at, value: cells[place] === '' ? NaN : Number(cells[place]) }))
  }
} // prettier-ignore

/** The values of a file, line by line: `sensor,at,value`, or wide with a mapping; a file of numbers alone has no headings. */
export async function* replayedOf(file: string, map?: ReplayMap): AsyncGenerator<Replayed[]> {
  let read: ReturnType<typeof reader> | undefined
  let line = 0
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    if (text.trim() === '') continue
    const cells = cellsOf(text.replace(/^\uFEFF/, ''))
    if (!read) {
      const headless = cells.every((cell) => Number.isFinite(Number(cell)))
      read = reader(headless ? [] : cells, map)
      if (!headless) continue
    }
    yield read(cells, line)
    line += 1
  }
}
