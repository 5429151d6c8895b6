import type pg from 'pg'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import type { Actor } from '../../db/actor.ts'
import { inScope } from '../../db/db.ts'
import { makePool } from '../../db/pools.ts'
import { type DataRead, readData } from './dataText.ts'
import { isLoaded, loadData, receive } from './loadData.ts'
import { hashOf, type Run, runAll, sha256Hex } from './run.ts'

const GOVERNMENT: Actor = { role: 'government', person: '复验', grids: [] }
const RULE = /^rule ([a-z-]+) (\d+) (\S+) (\d+)$/
const DATA = /^data ([a-z-]+) ([0-9a-f]{64})$/

/** What a certificate says, as its text has it. */
interface Said {
  readonly district: string
  readonly day: string
  readonly data: Readonly<Record<string, string>>
  readonly rules: readonly { kind: FaultKind; version: number; limit: number | null; looked: number }[]
}

/** What running a certificate again at its own data version came to. */
export interface Rerun {
  readonly id: number
  readonly madeAt: string
  readonly signer: string
  /** As the certificate says it. */
  readonly hash: string
  /** same: data, counts and hash are what the certificate says; rules: the program has other rules by now; differs: something is not what it says. */
  readonly is: 'same' | 'rules' | 'differs'
  readonly layers: number
  readonly rows: number
  /** Layers whose lines do not give the digest that the certificate names, or that are missing. */
  readonly wrongLayers: readonly string[]
  /** Rules of which the program has another version, and layers that it looks at now and the certificate does not name. */
  readonly otherRules: readonly string[]
  /** Rules that looked in another number than the certificate says, or found something. */
  readonly wrongRules: readonly FaultKind[]
  /** Rules that were run with another number than this program brings, as the certificate says it: null where it names none. */
  readonly numbers: readonly { kind: FaultKind; version: number; limit: number | null }[]
  /** The text of the certificate does not give its hash. */
  readonly wrongHash: boolean
  /** Enterprises are kept under a grid or unit that the grids and rules of then do not give them: of such a book none is signed. */
  readonly strayed: boolean
  /** Nothing else is wrong, and yet the text (district, day, numbers of rules) is not what running again gives. */
  readonly wrongText: boolean
}

function saidBy(text: string): Said {
  const lines = text.split('\n')
  const after = (word: string) => lines.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1) ?? ''
  const rules = lines.flatMap((line) => {
    const [, kind, version, limit, looked] = RULE.exec(line) ?? []
    const known = FAULT_KINDS.find((one) => one === kind)
    return known === undefined
      ? []
      : [{ kind: known, version: Number(version), limit: limit === '-' ? null : Number(limit), looked: Number(looked) }]
  })
  const data = Object.fromEntries(lines.flatMap((line) => (DATA.exec(line) ? [DATA.exec(line)!.slice(1, 3)] : [])))
  return { district: after('district'), day: after('day'), data, rules }
}

/** Layers that the text names and whose lines do not give that digest; those that it does not name are none of it. */
const wrongLayers = ({ layers }: DataRead, { data }: Said): string[] => {
  const named = Object.keys(data).filter((layer) => layers.get(layer)?.found !== data[layer] || !isLoaded(layer))
  return [...named, ...[...layers.keys()].filter((layer) => !(layer in data))].sort()
}

/** As the database asks before it signs: grid and unit of each enterprise are those that grids and rules give it. */
async function hasStrayed(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ strayed: boolean }>(`select
    exists (select from enterprise e join grid g on g.id = e.grid where e.status <> 'closed' and st_intersects(g.geom, e.geom) is not true)
    or exists (select from app.stray_leads() s join enterprise e on e.id = s.enterprise where e.status <> 'closed') as strayed`)
  return rows[0]!.strayed
}

type ProgramRules = ReadonlyMap<string, { readonly version: number; readonly limit: number | null }>
/**
 * Rules of the program that the certificate was not signed by: it lacks them, or a later migration gave them a higher version than it says. A
 * version that is higher than the program's own is a number that its owner changed, which the certificate names.
 */
const otherRules = ({ rules }: Said, program: ProgramRules): string[] =>
  FAULT_KINDS.filter(
    (kind) => (rules.find((rule) => rule.kind === kind)?.version ?? 0) < (program.get(kind)?.version ?? 1),
  )

const wrongRules = ({ rules }: Said, { stated, faults }: Run) =>
  rules
    .filter(
      ({ kind, looked }) => faults[kind] > 0 || stated.rules.find((rule) => rule.kind === kind)?.looked !== looked,
    )
    .map(({ kind }) => kind)

async function programRules(client: pg.ClientBase): Promise<ProgramRules> {
  const { rows } = await client.query<{ kind: string; version: number; limit: number | null }>(
    'select kind, version, "limit" from coverage_rule',
  )
  return new Map(rows.map(({ kind, version, limit }) => [kind, { version, limit }]))
}

/**
 * Runs a certificate again over the data that were kept with it, by the same code as when one is signed, in the empty book at `address`, as
 * its superuser. What the book of anybody holds now has no part in it. @throws Error where `parts` is no data of a certificate
 */
export async function rerun(address: string, parts: AsyncIterable<string>): Promise<Rerun> {
  const pool = makePool(address, { size: 2 })
  const client = await pool.connect()
  try {
    const program = await programRules(client)
    const read = await readData(parts, await receive(client))
    const said = saidBy(read.text)
    const sum = [...read.layers.values()].reduce((rows, layer) => rows + layer.rows, 0)
    const wrongHash = sha256Hex(read.text) !== read.hash
    const numbers = said.rules.filter(({ kind, limit }) => limit !== (program.get(kind)?.limit ?? null))
    const about = {
      id: read.id,
      madeAt: read.madeAt,
      signer: read.signer,
      hash: read.hash,
      numbers,
      layers: read.layers.size,
      rows: sum,
      wrongHash,
    }
    const layers = wrongLayers(read, said)
    if (layers.length > 0) return { ...about, is: 'differs', wrongLayers: layers, otherRules: [], wrongRules: [], strayed: false, wrongText: false } // prettier-ignore
    await loadData(client, { madeAt: read.madeAt, rules: said.rules })
    const run = await inScope(pool, GOVERNMENT, runAll, { snapshot: true })
    // the rows that were put back are told apart from those that were hashed, too
    const apart = Object.keys(said.data).filter((layer) => run.stated.data[layer] !== said.data[layer])
    const other = [
      ...otherRules(said, program),
      ...Object.keys(run.stated.data).filter((layer) => !(layer in said.data)),
    ]
    const wrongNumbers = wrongRules(said, run)
    const again = hashOf(run.stated) === read.hash
    const strayed = await hasStrayed(client)
    const is =
      wrongHash || strayed || apart.length > 0
        ? 'differs'
        : other.length > 0
          ? 'rules'
          : again && wrongNumbers.length === 0
            ? 'same'
            : 'differs'
    const wrong = { wrongLayers: apart, otherRules: other, wrongRules: is === 'rules' ? [] : wrongNumbers, strayed }
    const wrongText = is === 'differs' && !wrongHash && !strayed && apart.length + wrongNumbers.length === 0
    return { ...about, is, ...wrong, wrongText }
  } finally {
    client.release(true)
    await pool.end()
  }
}
