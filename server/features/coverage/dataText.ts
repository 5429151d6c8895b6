import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CoverageCertificate } from '#core/contract/coverage.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { type Stated, textOf } from './run.ts'

/** A certificate as it stands in the book; its district by its code. */
export interface Certified extends Stated {
  readonly id: number
  readonly madeAt: string
  readonly signer: string
  readonly hash: string
  readonly kept: CoverageCertificate['kept']
}

/** Pieces of some 256 kB that are read at once. */
const PIECES = 8
const Counted = z.object({ rows: z.number().int() })
const Piece = z.object({ n: z.number().int(), lines: z.array(z.string()) })

/** A line as a file can hold it: backslashes and ends of lines are written as `printf %b` reads them. */
const written = (line: string) =>
  line.replace(/[\\\n\r]/g, (one) => (one === '\\' ? '\\\\' : one === '\n' ? '\\n' : '\\r'))
const read = (text: string) =>
  text.replace(/\\([\\nr])/g, (_, one: string) => (one === 'n' ? '\n' : one === 'r' ? '\r' : '\\'))

/** The kept lines of a layer, in order. */
async function* linesOf(db: Db, digest: string): AsyncGenerator<readonly string[]> {
  for (let after = -1; ;) {
    const pieces = await db.many(
      Piece,
      sql`select l.n, l.lines from coverage_lines l where l.digest = ${digest} and l.n > ${after}::integer order by l.n limit ${PIECES}::integer`,
    )
    const last = pieces.at(-1)
    if (!last) return
    for (const { lines } of pieces) yield lines
    after = last.n
  }
}

/**
 * A certificate with the data that it names, as docs/coverage.md has the form: the text that is hashed, who signed it, each layer with its
 * lines, and a line `end`.
 */
export async function* dataText(db: Db, certified: Certified): AsyncGenerator<string> {
  const { id, madeAt, signer, hash, data, kept } = certified
  yield `${textOf(certified)}\ncertificate ${id}\nmade ${madeAt}\nsigner ${written(signer)}\nhash ${hash}\n`
  for (const { layer } of kept ?? []) {
    const digest = data[layer] ?? ''
    const { rows } = await db.one(Counted, sql`select coalesce(sum(cardinality(l.lines)), 0)::int as rows from coverage_lines l where l.digest = ${digest}`) // prettier-ignore
    yield `layer ${layer} ${rows} ${digest}\n`
    for await (const lines of linesOf(db, digest)) yield lines.map((line) => `${written(line)}\n`).join('')
  }
  yield 'end\n'
}

/** A layer as it was read: by which digest it is called, and which its lines give. */
export interface LayerRead {
  readonly digest: string
  readonly found: string
  readonly rows: number
}
export interface DataRead {
  /** The text that is hashed, as it was read. */
  readonly text: string
  readonly id: number
  readonly madeAt: string
  /** As it stands beside the text, which is not hashed. */
  readonly signer: string
  readonly hash: string
  readonly layers: ReadonlyMap<string, LayerRead>
}

const HEADS = /^certificate (\d+)\nmade (\S+)\nsigner (.*)\nhash ([0-9a-f]{64})$/
const LAYER = /^layer ([a-z-]+) (\d+) ([0-9a-f]{64})$/
const sha256 = (text: string) => createHash('sha256').update(text).digest()

const NO_DATA_FILE =
  '不是无盲区证明的数据文件，或文件不完整：请重新下载。\nThis is no data file of a certificate of coverage, or it is cut off: download it again.'

/** Lines of a text that comes in parts. */
async function* inLines(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const part of parts) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

/**
 * Reads what `dataText` writes. `take` is given the lines of each layer, some thousand at a time.
 * @throws Error where it is no such text, or not all of it
 */
export async function readData(
  parts: AsyncIterable<string>,
  take: (layer: string, lines: readonly string[], from: number) => Promise<void>,
): Promise<DataRead> {
  const lines = inLines(parts)
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(NO_DATA_FILE)
    return value
  }
  const head: string[] = []
  for (let line = await next(); line !== ''; line = await next())
    if (head.push(line) > 100) throw new Error(NO_DATA_FILE)
  const [, id, madeAt, signer, hash] =
    HEADS.exec([await next(), await next(), await next(), await next()].join('\n')) ?? []
  if (id === undefined || madeAt === undefined || signer === undefined || hash === undefined)
    throw new Error(NO_DATA_FILE)
  const layers = new Map<string, LayerRead>()
  for (let line = await next(); line !== 'end'; line = await next()) {
    const [, layer, counted, digest] = LAYER.exec(line) ?? []
    if (layer === undefined || digest === undefined) throw new Error(NO_DATA_FILE)
    const rows = Number(counted)
    const sum = createHash('sha256')
    let lot: string[] = []
    for (let at = 1; at <= rows; at += 1) {
      const one = read(await next())
      sum.update(sha256(one))
      lot.push(one)
      if (lot.length < 2_000 && at < rows) continue
      await take(layer, lot, at - lot.length)
      lot = []
    }
    layers.set(layer, { digest, found: sum.digest('hex'), rows })
  }
  return { text: head.map((line) => `${line}\n`).join(''), id: Number(id), madeAt, signer: read(signer), hash, layers }
}
