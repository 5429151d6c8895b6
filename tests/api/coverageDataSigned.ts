/** A certificate of a rich district with the file of its data, and how it is run again. */
import { expect } from 'vitest'
import { CoverageCertificate } from '#core/contract/coverage.ts'
import { rerun, type Rerun } from '../../server/features/coverage/rerun.ts'
import { LEADER, LED, NOW, WHOLE } from './coverageCertificatesBook.ts'
import { inPieces, RICH } from './coverageDataBook.ts'
import { freshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

/** A rich district of its own for a test file, signed, with the file of its data. */
export async function signedBook() {
  const book = await freshDatabase()
  await book.clock.set(NOW)
  for (const statement of [WHOLE, LED, RICH]) await book.owner.query(statement)
  const leader = deskOf(book, LEADER)
  async function sign(): Promise<CoverageCertificate> {
    const { status, body } = await leader.post('/coverage/certificates').send({ signer: '林\\青山' })
    expect([status, body.detail]).toEqual([201, undefined])
    return CoverageCertificate.parse(body)
  }
  const dataOf = async ({ id }: Pick<CoverageCertificate, 'id'>) => (await leader.get(dataPath(id))).text
  const signed = await sign()
  return { book, leader, sign, dataOf, signed, text: await dataOf(signed) }
}
export const dataPath = (id: number): string => `/exports/coverage/certificates/${id}/data.txt`

/** Runs a text again in an empty book made for it. */
export async function again(text: string): Promise<Rerun> {
  const scratch = await freshDatabase()
  try {
    return await rerun(scratch.urls.owner, inPieces(text))
  } finally {
    await scratch.drop()
  }
}
