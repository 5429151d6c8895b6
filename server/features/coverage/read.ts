import { z } from 'zod'
import { CoverageCertificate, type coverage } from '#core/contract/coverage.ts'
import type { Output } from '#core/contract/route.ts'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask } from '../../filter/asked.ts'
import { readRules } from '../../filter/coverage/looked.ts'
import { problem } from '../../http/problems.ts'
import type { Certified } from './dataText.ts'
import { hashOf, runAll, sameData } from './run.ts'

const Instants = z.union([z.date(), z.string()]).transform((at) => new Date(at).toISOString())
const Row = CoverageCertificate.extend({ madeAt: Instants, code: z.string() })

const certificates = (
  where: Sql,
) => sql`select c.id, c.made_at as "madeAt", c.signer, c.district, c.district_code as code,
    c.data_version as "dataVersion", c.day::text as day, c.data, c.rules, c.hash,
    (select case when bool_and(k.digest is not null) then json_agg(json_build_object('layer', l.key, 'rows', k.rows, 'bytes', k.bytes) order by l.key collate "C") end
      from jsonb_each_text(c.data) l left join coverage_data k on k.digest = l.value) as kept
  from coverage_certificate c where ${where}`

/** @throws Problem not-found */
async function seen(db: Db, id: number) {
  const found = await db.maybe(Row, certificates(sql`c.id = ${id}::integer`))
  if (!found) throw problem('not-found')
  return found
}

export async function readCertificate(db: Db, id: number): Promise<CoverageCertificate> {
  const { code: _, ...certificate } = await seen(db, id)
  return certificate
}

/** A certificate with the code of its district. @throws Problem not-found */
export async function readCertified(db: Db, id: number): Promise<Certified> {
  const { code, district: _, ...certificate } = await seen(db, id)
  return { ...certificate, district: code }
}

/** The rules with in how many each looks in scope, and the latest certificate of the district. */
export async function readCoverage(db: Db): Promise<Output<typeof coverage.read>> {
  const asked = await ask(db, {})
  const latest = sql`${certificates(sql`c.district_code = (select d.code from district d)`)} order by c.id desc limit 1`
  const certificate = (await db.maybe(CoverageCertificate.extend({ madeAt: Instants }), latest)) ?? null
  return { at: asked.ground.at.toISOString(), rules: await readRules(db, asked), certificate }
}

const Land = z.object({ kind: z.enum(FAULT_KINDS), n: z.number().int() })
/** Faults of territory by a proof of its own, not by those that are kept. */
async function landAnew(db: Db): Promise<Partial<Record<FaultKind, number>>> {
  const land = await db.many(Land, sql`select kind, n from app.coverage_land()`)
  const of = (kind: FaultKind) => [kind, land.find((one) => one.kind === kind)?.n ?? 0]
  return Object.fromEntries(FAULT_KINDS.filter((kind) => kind.startsWith('territory-')).map(of))
}

/** Runs every rule anew, for the day of the certificate: the same data by the same rules give the same hash on any day. */
export async function checkCertificate(db: Db, id: number): Promise<Output<typeof coverage.check>> {
  const { day, data } = await seen(db, id)
  const { asked, stated, faults } = await runAll(db)
  const found = { ...faults, ...(await landAnew(db)) }
  return {
    at: asked.ground.at.toISOString(),
    sameData: sameData(stated.data, data),
    hash: hashOf({ ...stated, day }),
    faults: Object.values(found).reduce((sum, n) => sum + n, 0),
  }
}
