import type { SubstanceFault } from '#core/domain/substances.ts'
import { problem } from '../../http/problems.ts'

type Words = readonly [zh: string, en: string]

/** Why a substance is not taken, and what to do. */
export const FAULT_WORDS: Readonly<Record<SubstanceFault | 'mixture-reason', Words>> = {
  'no-critical': ['查不到临界量 Q；请从表 1 选择物质，或按其危险性选择表 2 的类别。', 'No critical quantity Q: choose the chemical of table 1, or the category of table 2 by its hazard.'],
  'in-table-1': ['表 1 已列出这种物质，须按表 1 计算（4.2.1）；请从表 1 选择。若是混合物且危险类别不同，请按自身类别登记并写明理由。', 'Table 1 names this chemical, so it counts by table 1 (4.2.1): choose it there. A mixture of another hazard class is written as one of its own class, with the reason.'],
  'name-differs': ['名称与所选的表 1 物质不符；请用表中的名称或别名。若是含它的混合物，请选“按纯物质”并写明理由。', 'The name is not that of the chemical chosen: use a name or alias of table 1. A mixture that holds it counts as the pure one, with the reason.'],
  'cas-differs': ['CAS 号与所选的表 1 物质不符；请核对。', 'The CAS number is not that of the chemical chosen: check it.'],
  'own-class': ['按自身类别计算的混合物须选表 2 的类别，且不选表 1 的物质。', 'A mixture of its own class needs a category of table 2, and no chemical of table 1.'],
  'beta-open': ['标准未给出这种物质的 β；请选择其危险性类别，或填写不小于 1 的 β 并写明理由。', 'No table says β of this chemical: choose its category, or give β of at least 1 with the reason.'],
  'beta-fixed': ['β 由表 3、表 4 给出，不能人工改定；请清空人工 β。', 'Tables 3 and 4 say β, so it is not set by hand: empty it.'],
  'beta-reason': ['人工确定的 β 须写明理由。', 'β set by hand needs a reason.'],
  'mixture-reason': ['混合物须写明按哪一种方法计算及理由（4.2.3）；不是混合物请清空理由。', 'A mixture needs the way it counts and the reason (4.2.3); what is none has no such reason.'],
} // prettier-ignore

const BY_CONSTRAINT: Readonly<Record<string, readonly [words: Words, at: string]>> = {
  hazard_source_substance_hazard_source_name_key: [['清单中已有同名物质；请修改原有一条。', 'The inventory holds a substance of that name already: change that one.'], 'body.name'],
  hand_none: [['没有人工计数，无可撤销；请刷新后查看。', 'Nothing was counted by hand: refresh to see.'], 'body.seen'],
  hand_until: [['截止日应在今天或之后、三年之内。', 'The last day must be today or later, and within three years.'], 'body.until'],
  hazard_source_hand_reason: [['请写明理由，10 至 400 字。', 'Give the reason, in 10 to 400 characters.'], 'body.reason'],
} // prettier-ignore

/** Does it; a refusal of the database becomes a problem that a person can act on. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint } = error as { constraint?: unknown }
    if (constraint === 'inventory_unseen' || constraint === 'hand_unseen') throw problem('entry-changed')
    const [words, at] = BY_CONSTRAINT[String(constraint)] ?? []
    throw words ? problem('entry-refused', words, at) : error
  }
}
