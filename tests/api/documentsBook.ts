import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { DocumentRow } from '#core/contract/documents.ts'
import type { Actor } from '../../server/db/actor.ts'
import { sweepOnce } from '../../server/features/documents/sweep.ts'
import type { Keeping } from '../../server/keeping/keeping.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { documentDesk, filesBelow, type Sent } from './documentDesk.ts'
import { keepingIn } from './kit.ts'

export const steward: Actor = { role: 'government', person: '数据', grids: [], post: 'data-steward' }
/** When a later start sweeps what was kept just now. */
export const LATER = new Date(Date.now() + 7_200_000)
export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
export const said = ({ status, body }: Sent): unknown[] => [status, body.code]

/** Documents of the demonstration, asked as whoever `as` says, a data steward at first. Called once by a file of tests. */
export function documentsBook() {
  const folder = mkdtempSync(join(tmpdir(), 'anjian-documents-'))
  const documents = join(folder, 'documents')
  let book: FreshDatabase
  let desk: Awaited<ReturnType<typeof documentDesk>>
  let actor: Actor = steward
  const keeping: { -readonly [Part in keyof Keeping]: Keeping[Part] } = { ...keepingIn(folder) }
  /** Two enterprises of different grids and departments. */
  let [own, other] = [0, 0]

  beforeAll(async () => {
    book = await freshDatabase({ demo: true })
    await book.clock.set(new Date('2026-06-15T02:00:00Z'))
    const { rows } = await book.owner.query<{ id: number }>(
      `select distinct on (grid) id from enterprise where grid is not null and lead_department is not null order by grid, id limit 2`,
    )
    own = rows[0]!.id
    other = rows[1]!.id
    desk = await documentDesk(book, keeping, () => actor)
  })
  beforeEach(async () => {
    actor = steward
    keeping.scan = undefined
    await sweepOnce(book.pool, keeping, LATER) // what was deleted before
  })
  afterAll(async () => {
    await desk.close()
    await book.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const list = async (id: number) => (await desk.ask('GET', `/enterprises/${id}/documents`)).body as unknown as { rows: DocumentRow[]; mostBytes: number } // prettier-ignore
  const rowsOf = async (id: number) => (await list(id)).rows
  const added = async (id: number, bytes: Buffer, query: Record<string, string>) => {
    const answer = await desk.upload(id, bytes, query)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.document!
  }
  const count = async (text: string, values: unknown[] = []) =>
    (await book.owner.query<{ n: number }>(`select count(*)::int as n from ${text}`, values)).rows[0]!.n
  /** Nothing half-done: no part of a body lies about, and no bytes without a row but those named. */
  const expectTidy = async (orphans: readonly string[] = []) => {
    expect(filesBelow(join(documents, 'incoming'))).toEqual([])
    const { rows } = await book.owner.query<{ sha256: string }>('select distinct sha256 from document')
    const named = [...rows.map(({ sha256 }) => sha256), ...orphans].map((key) => join(key.slice(0, 2), key))
    expect(filesBelow(documents).sort()).toEqual([...new Set(named)].sort())
  }
  return {
    folder,
    documents,
    keeping,
    get book() {
      return book
    },
    get desk() {
      return desk
    },
    get own() {
      return own
    },
    get other() {
      return other
    },
    as: (asking: Actor) => (actor = asking),
    list,
    rowsOf,
    added,
    count,
    expectTidy,
  }
}
