import { z } from 'zod'
import { Proposal, type proposals } from '#core/contract/proposals.ts'
import { Id, type Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'

/** Whether whoever asks may decide the proposal `p`, as the doors of the database judge: by the rule, and never an own one. */
const mayDecide = sql`(p.state = 'open' and app.may_do('accept', p.fields) and case
  when p.proposed_account is null or app.account() is null then app.person() is distinct from p.proposed_by
  else app.account() <> p.proposed_account end)`

const columns = sql`p.id, p.enterprise, e.name as "enterpriseName", p.fields, p.note, p.state, p.proposed_by as "proposedBy",
  p.proposed_at as "proposedAt", p.decided_by as "decidedBy", p.decided_at as "decidedAt", p.reason,
  coalesce((select c.consequences from enterprise_change c where c.proposal = p.id), '[]') as consequences, p.foreseen,
  case p.state when 'open' then app.conflicts_of(p.id) else '[]' end as conflicts,
  ${mayDecide} as "mayDecide", p.state = 'open' and app.may_do('propose', p.fields) as "mayWithdraw"`

const Key = z.tuple([Id])
const Total = z.object({ n: z.number().int() })

/** What a page of proposals is asked for. */
interface Asked extends PageAsked {
  readonly enterprise?: number | undefined
  readonly state?: Proposal['state'] | undefined
  readonly mine?: '1' | undefined
}

/** One page of the proposals in scope, the latest first, with the number of all pages. */
export async function listProposals(
  db: Db,
  { after, limit, enterprise, state, mine }: Asked,
): Promise<Output<typeof proposals.list>> {
  const wanted: Sql[] = [sql`true`]
  if (enterprise !== undefined) wanted.push(sql`p.enterprise = ${enterprise}::integer`)
  if (state !== undefined) wanted.push(sql`p.state = ${state}`)
  if (mine !== undefined) wanted.push(mayDecide)
  const where = join(wanted, sql` and `)
  const { n } = await db.one(Total, sql`select count(*)::int as n from proposal p where ${where}`)
  const [from] = after === undefined ? [undefined] : readKey(Key, after)
  const rows = await db.many(
    Proposal,
    sql`select ${columns} from proposal p join enterprise e on e.id = p.enterprise
      where ${where} and ${from === undefined ? sql`true` : sql`p.id < ${from}::bigint`}
      order by p.id desc limit ${limit + 1}::integer`,
  )
  return { total: n, ...pageOf(rows, limit, ({ id }) => [id]) }
}

/** One proposal. @throws Problem not-found, also where its enterprise lies outside the scope */
export async function readProposal(db: Db, id: number): Promise<Proposal> {
  const found = await db.maybe(
    Proposal,
    sql`select ${columns} from proposal p join enterprise e on e.id = p.enterprise where p.id = ${id}::integer`,
  )
  if (!found) throw problem('not-found')
  return found
}
