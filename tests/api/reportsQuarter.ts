import type { Report, ReportHead } from '#core/contract/reports.ts'
import type { PostKind } from '#core/domain/posts.ts'
import { freshDatabase } from './database.ts'
import { deskOf } from './desk.ts'
import { arrangeDistrict, officer } from './reportsBook.ts'

/** Status and code of an answer. */
export const told = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]

/** A quarter of forty hazards, and those who prepare, sign and read reports of it. */
export async function quarterBook() {
  const book = await freshDatabase()
  await arrangeDistrict(book)
  await book.owner.query(`
    insert into hazard (enterprise, source, major, description, state, found_at, due_at, closed_at)
    select 1 + i % 12, 'patrol', i % 4 = 0, '=隐患 ' || i, case when i % 2 = 0 then 'closed' else 'pending-review' end, found_at, found_at + interval '20 days',
      case when i % 2 = 0 then found_at + i * interval '1 day' end
    from generate_series(1, 40) i cross join lateral (select timestamptz '2025-07-01' + i * interval '2 days' as found_at) f`)
  const by = (post: PostKind, beside?: { account?: number; person?: string }) => deskOf(book, officer(post, beside))
  const prepare = (post: PostKind = 'duty-officer', body: object = { period: '2025-Q3' }) => by(post).post('/reports').send(body) // prettier-ignore
  const sign = ({ id, hash }: ReportHead, post: PostKind = 'leader', beside?: { account?: number; person?: string }) =>
    by(post, beside).post(`/reports/${id}/signature`).send({ hash })
  return {
    book, by, prepare, sign,
    asOwner: (text: string) => book.owner.query(text),
    read: async (id: number): Promise<Report> => (await by('leader').get(`/reports/${id}`)).body,
    async signed(): Promise<ReportHead> {
      const { body, status } = await sign((await prepare()).body)
      if (status !== 201) throw new Error(JSON.stringify(body))
      return body
    },
    /** No report yet, on a day of October. */
    async anew() {
      await book.clock.set(new Date('2025-10-12T01:02:03.456Z'))
      // past the triggers: nobody but the superuser of the tests can
      await book.owner.query(`set session_replication_role = replica; delete from report; delete from report_hazard; delete from report_figure; set session_replication_role = origin`)
    },
  } // prettier-ignore
}
export type QuarterBook = Awaited<ReturnType<typeof quarterBook>>
