import { FileRefused } from './rows.ts'

/** Most of everything that a file may hold, so that no file, whatever its header claims, takes the memory of the server. */
export const MOST = {
  /** Bytes of a file as it lies there. */
  bytes: 256 * 2 ** 20,
  /** Rows or features; a sheet of Excel has no more. */
  rows: 1_048_576,
  columns: 1_000,
  /** Cells of all rows together. */
  cells: 2 ** 25,
  /** Characters of one cell, as in Excel. */
  cell: 32_767,
  /** Vertices of one feature, and of all together. */
  featureVertices: 200_000,
  vertices: 2_000_000,
  /** Parts of a zip, and bytes of all of them unpacked. */
  parts: 10_000,
  unpacked: 2 ** 30,
  /** Times that a part may grow while it is unpacked; sheets grow 10 to 60 times. Small parts do no harm. */
  ratio: 200,
  smallPart: 32 * 2 ** 20,
  /** Elements of XML in one another. */
  depth: 100,
} as const

const refused = (zh: string, en: string, most: number, remedies: readonly [zh: string, en: string]) =>
  new FileRefused(`文件的${zh}超过 ${most}，${remedies[0]}。`, `The file has more than ${most} ${en}. ${remedies[1]}.`)

const SPLIT = ['请拆分后分别导入', 'Split it, and import the parts'] as const
const FEWER = ['请只保留需要的列', 'Keep the columns that are needed'] as const
const SIMPLER = ['请先简化边界', 'Simplify the borders first'] as const

export const tooManyRows = () => refused('行数', 'rows', MOST.rows, SPLIT)
export const tooManyColumns = () => refused('列数', 'columns', MOST.columns, FEWER)
export const tooManyCells = () => refused('单元格总数', 'cells', MOST.cells, SPLIT)

/** Counts the cells of rows as they are read. @throws FileRefused where rows or cells are too many */
export function rowBudget(): (cells: number) => void {
  let [rows, cells] = [0, 0]
  return (more) => {
    rows += 1
    cells += more
    if (rows > MOST.rows) throw tooManyRows()
    if (cells > MOST.cells) throw tooManyCells()
  }
}

/** Counts the vertices of features as they are read. @throws FileRefused where all together are too many */
export function vertexBudget(): (vertices: number) => void {
  let sum = 0
  return (more) => {
    sum += more
    if (sum > MOST.vertices) throw refused('顶点总数', 'vertices', MOST.vertices, SIMPLER)
  }
}
