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
  hazard_source_enterprise_name_key: [['本单位已有同名的危险源；请换一个名称，或打开原有的一个。', 'The enterprise has a source of that name already: choose another name, or open that one.'], 'body.name'],
  hazard_source_closed: [['单位已注销，不能新增危险源；请核对单位状态。', 'The enterprise is closed and takes no source: check its status.'], 'params.id'],
  source_bound_simple: [['边界自相交或没有面积；请调整顶点。', 'The bound crosses itself or has no area: move its corners.'], 'body.bound'],
  source_bound_kind: [['生产单元以切断阀为界，储存单元以防火堤或独立建筑为界；请重新选择。', 'Cut-off valves bound a production unit, a dike or a building a storage unit: choose again.'], 'body.form'],
  source_bound_outside_district: [['边界在辖区之外；请核对坐标和坐标系。', 'The bound lies outside the district: check coordinates and datum.'], 'body.bound'],
  source_bound_outside: [['边界超出厂界；请改正边界，或写明理由（10 至 400 字）。', 'The bound reaches beyond the plant boundary: correct it, or give the reason in 10 to 400 characters.'], 'body.reason'],
  source_bound_tanks: [['有储罐会落在边界之外；请扩大边界，或先改正储罐的位置。', 'Tanks would lie outside the bound: widen it, or correct their places first.'], 'body.bound'],
  hazard_source_hand_reason: [['请写明理由，10 至 400 字。', 'Give the reason, in 10 to 400 characters.'], 'body.reason'],
} // prettier-ignore

const UNSEEN = new Set(['inventory_unseen', 'hand_unseen', 'unit_unseen'])
/** Refusals that name a figure or another unit. */
const BY_DETAIL: Readonly<Record<string, (detail: string) => Words>> = {
  source_bound_overlap: (other) => [`边界与「${other}」重叠，一块地只属于一个单元（GB 18218-2018 3.6）；请改正边界。该单元若已核销，请先撤去它的边界。`, `The bound overlaps that of ${other}, and ground belongs to one unit (GB 18218-2018 3.6): correct it. If that one was cancelled, take its bound back first.`],
  source_bound_far: (metres) => [`边界距厂界（或单位位置）${metres} 米，超过 1000 米；请核对坐标和坐标系。`, `The bound lies ${metres} m from the plant, 1,000 m at most: check coordinates and datum.`],
  source_bound_small: (area) => [`边界只有 ${area} 平方米，不足 4 平方米；请重新绘制。`, `The bound has ${area} m², 4 at least: draw it anew.`],
  source_bound_large: (area) => [`边界有 ${area} 公顷，超过 100 公顷；一个单元是一道防火堤、一座建筑或一套装置，请分别登记。`, `The bound has ${area} ha, 100 at most: a unit is one dike, one building or one plant section; write each down.`],
} // prettier-ignore

/** Does it; a refusal of the database becomes a problem that a person can act on. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint, detail } = error as { constraint?: unknown; detail?: unknown }
    if (UNSEEN.has(String(constraint))) throw problem('entry-changed')
    const told = BY_DETAIL[String(constraint)]
    if (told) throw problem('entry-refused', told(String(detail ?? '—')), 'body.bound')
    const [words, at] = BY_CONSTRAINT[String(constraint)] ?? []
    throw words ? problem('entry-refused', words, at) : error
  }
}
