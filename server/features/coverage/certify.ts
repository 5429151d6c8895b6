import { z } from 'zod'
import type { CoverageCertificate } from '#core/contract/coverage.ts'
import { Problem } from '#core/contract/problem.ts'
import { Id } from '#core/contract/route.ts'
import { FAULT_KIND_WORDS, FAULT_KINDS } from '#core/domain/coverage.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { readCertificate } from './read.ts'
import { hashOf, type Run, runAll } from './run.ts'

/** What was found, kind by kind. */
function notWhole({ faults }: Run): Problem {
  const found = FAULT_KINDS.filter((kind) => faults[kind] > 0)
  const listed = (language: 'zh' | 'en') =>
    found.map((kind) => `${FAULT_KIND_WORDS[kind][language]} ${faults[kind]}`).join(language === 'zh' ? '、' : ', ')
  const detail = `还有盲点，不能出具无盲区证明：${listed('zh')}。请先逐项消除。\nNot everything is covered, so nothing can be certified: ${listed('en')}. Mend these first.`
  const issues = found.map((kind) => ({
    at: kind,
    message: `${FAULT_KIND_WORDS[kind].zh} ${faults[kind]} 处。\n${FAULT_KIND_WORDS[kind].en}: ${faults[kind]}.`,
  }))
  return new Problem('coverage-not-whole', detail, issues)
}

const NO_DISTRICT = [
  '没有本区的区界或三级网格，没有可以证明的范围；请先导入区界和网格。',
  'The book has no outline of the district or no level-3 grids, so there is nothing to prove: import outline and grids first.',
] as const

const STRAYED = [
  '有单位的网格或主管单位与现行网格、行业分工不符，不能出具无盲区证明；请重新导入网格或成员单位，使单位重新归属。',
  'Enterprises are kept under a grid or unit that the grids and units of now do not give them, so nothing can be certified: import grids or units anew, and they find theirs again.',
] as const
/** @throws Problem coverage-not-whole in place of the refusal by the database */
function unlessStrayed(error: unknown): never {
  const { constraint } = error as { constraint?: unknown }
  throw constraint === 'coverage_certificate_owners' ? problem('coverage-not-whole', STRAYED) : error
}

/** Proves territory anew, runs every rule, and signs where nothing is found. @throws Problem coverage-not-whole, not-allowed */
export async function certify(db: Db, signer: string): Promise<CoverageCertificate> {
  await db.run(sql`select app.coverage_prove()`)
  const run = await runAll(db)
  const { stated, faults, asked } = run
  const ground = stated.rules.find(({ kind }) => kind === 'territory-gap')
  if (stated.district === '' || !ground || ground.looked === 0) throw problem('coverage-not-whole', NO_DISTRICT)
  if (Object.values(faults).some((n) => n > 0)) throw notWhole(run)
  const written = db.one(
    z.object({ id: Id }),
    sql`insert into coverage_certificate (signer, data_version, data, rules, hash)
      values (${signer}, ${JSON.stringify(asked.ground.versions)}::jsonb, ${JSON.stringify(stated.data)}::jsonb, ${JSON.stringify(stated.rules)}::jsonb,
        ${hashOf(stated)}) returning id`,
  )
  return readCertificate(db, (await written.catch(unlessStrayed)).id)
}
