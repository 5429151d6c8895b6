import type { ProblemCode } from '#core/contract/problem.ts'
import { problem } from '../../http/problems.ts'

type Words = readonly [zh: string, en: string]

/** Refusals of the database by the name of the constraint, with the place in the body that they are about. */
const BY_CONSTRAINT: Readonly<Record<string, readonly [code: ProblemCode, words: Words, at?: string]>> = {
  place_kind_name_key: ['entry-refused', ['已有同类同名的园区或楼宇；请核对，或换一个名称。', 'There is a place of that kind and name already: check it, or choose another name.'], 'body.name'],
  place_code_taken: ['entry-refused', ['该编号已属于另一处园区或楼宇；请核对。', 'The number belongs to another place: check it.'], 'body.code'],
  place_manager_code_check_digit: ['entry-refused', ['统一社会信用代码校验不通过；请核对 18 位代码。', 'The check digits of the credit code are wrong: check its 18 characters.'], 'body.managerCode'],
  place_manager_named: ['entry-refused', ['有代码就要有管理单位的名称；请填写名称，或清空代码。', 'A code needs the name of the manager: give the name, or empty the code.'], 'body.manager'],
  place_manager_once: ['entry-refused', ['管理单位已有档案，名称和代码以档案为准；请只选档案，或只填名称和代码。', 'The manager has a file, which says name and code: choose the file alone, or write name and code alone.'], 'body.managerEnterprise'],
  place_manager_enterprise_fkey: ['entry-refused', ['没有这家单位；请重新选择管理单位。', 'No such enterprise: choose the manager again.'], 'body.managerEnterprise'],
  place_lead_department_fkey: ['entry-refused', ['没有这个成员单位；请重新选择。', 'No such member unit: choose again.'], 'body.leadDepartment'],
  place_geom_check: ['entry-refused', ['边界自相交或没有面积；请调整顶点。', 'The boundary crosses itself or has no area: move its corners.'], 'body.boundary'],
  tenant_taken: ['entry-refused', ['这里已登记同名的入驻单位，两次入驻的时间重叠；请修改原有一条，或待它迁出后再登记，入驻日期不早于它的迁出日期。', 'A tenant of that name is written down here for the same time: change that one, or write this one down once it has left, coming no earlier than it left.'], 'body.name'],
  tenant_time: ['entry-refused', ['迁出早于入驻；请核对日期。', 'It would leave before it came: check the days.'], 'body.until'],
  tenant_linked: ['entry-refused', ['这家入驻单位已关联档案；如关联有误，请先解除。', 'The tenant is linked to a file already: take a wrong link back first.']],
  tenant_unlinked: ['entry-refused', ['这家入驻单位没有关联档案；请刷新后查看。', 'The tenant is linked to no file: refresh to see.']],
  tenant_left: ['entry-refused', ['这家入驻单位已迁出；请刷新后查看，重新入驻请另登记一条。', 'The tenant has left: refresh to see; write it down anew if it came back.']],
  tenant_leaving: ['entry-refused', ['这家入驻单位已登记将迁出，不再关联或建档；如登记有误，请先改正迁出日期。', 'The tenant is written down as leaving and is linked to no file any more: correct the day first if it is wrong.']],
  tenant_not_yet: ['entry-refused', ['入驻日期晚于今天；尚未入驻的单位请到当天再登记。', 'It has not come yet: write a tenant down on the day on which it comes.'], 'body.since'],
  tenant_leaves_later: ['entry-refused', ['有档案的单位迁出须到当天办理；请填今天或更早的日期。', 'A tenant with a file is taken out on the day itself: give today or an earlier day.'], 'body.until'],
  tenant_file_taken: ['entry-refused', ['该档案已关联这里的另一条入驻登记；请核对后合并。', 'The file is linked to another tenant already: check which of the two is right.'], 'body.enterprise'],
  enterprise_identifier_taken: ['entry-refused', ['该代码的单位已有档案；请改用关联。', 'There is a file of that code already: link the tenant to it instead.'], 'body.identifier'],
  enterprise_uscc_check_digit: ['entry-refused', ['统一社会信用代码校验不通过；请核对 18 位代码。', 'The check digits of the credit code are wrong: check its 18 characters.'], 'body.identifier'],
} // prettier-ignore

const elsewhere = (name: unknown): Words => [
  `该单位的档案写明在「${String(name)}」；请先在档案中改正所在园区、楼宇，再来关联。`,
  `Its file says that it sits in ${String(name)}: correct that in the file first, then link it.`,
]

/** Does it; a refusal of the database becomes a problem that a person can act on. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint, detail } = error as { constraint?: unknown; detail?: unknown }
    if (constraint === 'tenant_elsewhere') throw problem('entry-refused', elsewhere(detail ?? '—'), 'body.enterprise')
    const [code, words, at] = BY_CONSTRAINT[String(constraint)] ?? []
    throw code ? problem(code, words, at) : error
  }
}
