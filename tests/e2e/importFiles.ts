import iconv from 'iconv-lite'
import { completeUscc } from '#core/domain/uscc.ts'
import { xlsxOf } from '../files/xlsx.ts'
import { type Position, toGcj } from '../proof/datumOracle.ts'

/** Two grids side by side, WGS 84, as a survey gives them. */
const CORNERS = [
  ['G01', '海韵里', 121.4, 121.45],
  ['G02', '松岭南', 121.45, 121.5],
] as const
const [SOUTH, NORTH] = [37.4, 37.46]
export const GRIDS = JSON.stringify({
  type: 'FeatureCollection',
  features: CORNERS.map(([code, name, west, east]) => ({
    type: 'Feature',
    properties: { code, name, person: '顾小满', phone: '0535-6000000' },
    geometry: {
      type: 'Polygon',
      coordinates: [[[west, SOUTH], [east, SOUTH], [east, NORTH], [west, NORTH], [west, SOUTH]]],
    },
  })),
}) // prettier-ignore

/** An enterprise as it is on the ground. */
export interface Known {
  readonly key: string
  readonly name: string
  /** WGS 84. */
  readonly at: Position
  readonly staff: number
}

const GOOD = 12
const NAMES = ['鲸跃精细化工', '白鹭新材料', '橘猫制冷', '北极星涂料', '青柠制药']
/**
 * Fifteen of them, in turn at the western edge of the one grid and at the eastern edge of the other: read in a wrong datum half of
 * them lie outside. The last three are written down wrong.
 */
export const KNOWN: readonly Known[] = Array.from({ length: GOOD + 3 }, (_, at) => ({
  key: completeUscc(`91370613MA3D${String(at).padStart(4, '0')}`),
  name: `${NAMES[at % NAMES.length]}${at + 1} 号有限公司`,
  at: [at % 2 === 0 ? 121.4012 + at * 0.0001 : 121.4988 - at * 0.0001, 37.405 + (at % 5) * 0.011],
  staff: 20 + at * 7,
}))

const HEADER = ['备注', '经度', '单位名称', '从业人数', '统一社会信用代码', '纬度', '经营状态']
/** Two titles stand above the header, which is row 3. */
const TITLES = ['高新区生产经营单位台账', '填报日期：2026-11-01']
export const FIRST_ROW = TITLES.length + 2

function cellsOf({ key, name, at, staff }: Known, index: number): string[] {
  const [longitude, latitude] = toGcj(at)
  return ['', longitude.toFixed(7), name, String(staff), key, latitude.toFixed(7), index % 3 === 1 ? '停产' : '正常']
}
/** What is wrong in the last three rows: in which column, and what stands there. */
export const FAULTS = [
  { row: FIRST_ROW + GOOD, column: '统一社会信用代码', rule: 'uscc-check-digit', found: wrongDigit(KNOWN[GOOD]!.key) },
  { row: FIRST_ROW + GOOD + 1, column: '从业人数', rule: 'whole-number', found: '约二十' },
  { row: FIRST_ROW + GOOD + 2, column: '经度, 纬度', rule: 'range', found: '1214.5' },
] as const

/** A fault of a position names both its columns; what is wrong here is in the first of them. */
const isIn = (named: string, column: string) => named.split(', ')[0] === column

function wrongDigit(key: string) {
  return key.slice(0, -1) + (key.endsWith('0') ? '1' : '0')
}

const lines = (rows: readonly (readonly string[])[]) => rows.map((cells) => cells.join(',')).join('\r\n') + '\r\n'
const GCJ_ROWS = KNOWN.map(cellsOf)

/** The whole ledger in GCJ-02 and GBK, as a bureau keeps it: titles above, columns in an order of its own, three faults. */
export function ledger(): Buffer {
  const rows = GCJ_ROWS.map((cells, at) => {
    const fault = FAULTS.find(({ row }) => row === at + FIRST_ROW)
    return fault ? cells.map((cell, column) => (isIn(fault.column, HEADER[column]!) ? fault.found : cell)) : cells
  })
  return iconv.encode(lines([...TITLES.map((title) => [title]), HEADER, ...rows]), 'gbk')
}

/** The faulty rows as the server gave them out, put right by hand, and one more row whose staff is another than before. */
export function corrected(faulty: string, staff: number): Buffer {
  const put = FAULTS.reduce((text, { row, column, found }) => {
    const right = GCJ_ROWS[row - FIRST_ROW]![HEADER.findIndex((name) => isIn(column, name))]!
    if (!text.includes(found)) throw new Error(`row ${row} is not given out as it was: ${found}`)
    return text.replace(found, right)
  }, faulty)
  const first = GCJ_ROWS[0]!.map((cell, column) => (HEADER[column] === '从业人数' ? String(staff) : cell))
  return Buffer.from(`${put.trimEnd()}\r\n${first.join(',')},\r\n`)
}

/** Two enterprises with the names of two others, some metres from them, under keys of their own. */
export const RESEMBLING: readonly Known[] = KNOWN.slice(0, 2).map(({ name, at: [east, north] }, index) => ({
  key: completeUscc(`91370613MA3E00${index}0`),
  name,
  at: [east + 0.0002, north],
  staff: 500 + index,
}))
/** A workbook whose first sheet is prose, as the ministry's forms have it, and whose second is a list in WGS 84. */
export const resemblingBook = (): Buffer =>
  xlsxOf({
    sheets: {
      填表说明: [['请按实际情况填写']],
      名录: [
        ['统一社会信用代码', '单位名称', '经度', '纬度', '从业人数'],
        ...RESEMBLING.map(({ key, name, at, staff }) => [key, name, ...at, staff]),
      ],
    },
  })

/** So many rows that somebody who looks on has the time to stop the check of them. */
export function longLedger(rows = 200_000): Buffer {
  const row = (_: unknown, i: number) => `${KNOWN[0]!.key},长名单${i}有限公司,121.42,37.42`
  return Buffer.from(['统一社会信用代码,单位名称,经度,纬度', ...Array.from({ length: rows }, row)].join('\n'))
}

/** Metres between two positions, on a plane that is right enough over a few metres. */
export function metresBetween([east, north]: Position, [otherEast, otherNorth]: Position): number {
  const metresNorth = (north - otherNorth) * 110_990
  return Math.hypot((east - otherEast) * 111_320 * Math.cos((north * Math.PI) / 180), metresNorth)
}
