import type { HazardRow } from './hazards.ts'
import { personName } from './people.ts'
import type { Random } from './random.ts'

const HOUR = 3_600_000
/** How far into the life of a hazard each act falls; what closes it stands at its end. */
const WHEN: Readonly<Record<string, number>> = {
  void: 0.6, verify: 0.04, supervise: 0.07, dispatch: 0.1, accept: 0.16, 'ask-extension': 0.5, 'fix-on-spot': 0.5, submit: 0.82, reject: 0.88, again: 0.95,
} // prettier-ignore
const LEADS: Readonly<Record<string, string>> = {
  report: 'reported', void: 'voided', verify: 'verified', dispatch: 'dispatched', accept: 'rectifying', 'ask-extension': 'extension-requested',
  submit: 'pending-review', 'fix-on-spot': 'pending-review', reject: 'rejected', pass: 'closed',
} // prettier-ignore
const WAYS: Readonly<Record<HazardRow['state'], readonly string[]>> = {
  reported: [],
  voided: ['void'],
  verified: ['verify'],
  dispatched: ['verify', 'dispatch'],
  rectifying: ['verify', 'dispatch', 'accept'],
  'extension-requested': ['verify', 'dispatch', 'accept', 'ask-extension'],
  'pending-review': ['verify', 'dispatch', 'accept', 'submit'],
  rejected: ['verify', 'dispatch', 'accept', 'submit', 'reject'],
  closed: ['verify', 'dispatch', 'accept', 'submit', 'pass'],
}
const NOTES: Readonly<Record<string, readonly string[]>> = {
  void: ['现场核对，不属实', '与前一条重复'],
  'ask-extension': ['配件到货晚于预期，申请延期', '施工单位排期，申请延期'],
  'fix-on-spot': ['检查时当场更换', '检查时当场清理'],
  submit: ['已按措施整改，照片留存', '已更换并试运行', '已清理，建立每周检查'],
  reject: ['仍有一处未整改', '标识未按要求设置'],
  supervise: ['挂牌督办，限期治理'],
}
const MEASURES = ['更换并做记录', '停用该处，修复后验收', '清理并明确责任人', '补办审批，重新培训']
/** Kinds by words of what was found, the first that fits. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/灭火|消火|消防|疏散|出口|防火|喷淋|烟感|应急照明|三合一|卷帘/, 'fire'],
  [/电|线路|插座|配电|接地/, 'electrical'],
  [/作业|动火|受限空间|有限空间|吊装|高处/, 'special-work'],
  [/可燃|有毒|液化|燃气|危化|化学|气瓶|溶剂|氨|氯|储罐|罐区|甲类/, 'chemical'],
  [/记录|培训|台账|预案|协议|审批|签字|论证|资质|校验|年检|演练|检测报告/, 'management'],
  [/标识|警示|防护|护罩|护栏|盖板|防撞/, 'protection'],
  [/限位|除尘|阀|泵|锅炉|电梯|联锁|急停|塔吊|起重|货架|风机|压力/, 'equipment'],
  [/堆|占用|通道|积|地面|湿滑|清洗|锁/, 'site'],
]
const kindOf = (description: string) => KINDS.find(([words]) => words.test(description))?.[1] ?? 'other'

/** Posts of whoever does an act: of the supervising side the grid chief where it is general, else the department. */
function postOf(act: string, { source, major }: HazardRow): string {
  if (act === 'report') return source === 'self' ? 'safety-manager' : source === 'patrol' ? 'grid-worker' : 'department-officer'
  if (['accept', 'ask-extension', 'submit'].includes(act)) return 'safety-manager'
  return major || source !== 'patrol' ? 'department-officer' : 'grid-chief'
} // prettier-ignore

/** One event as the statement takes it. */
interface Logged {
  readonly n: number
  readonly act: string
  readonly from_state: string | null
  readonly to_state: string
  readonly at: string
  readonly post: string
  readonly person: string
  readonly note: string | null
  readonly kind: string | null
}

/** The log that leads a hazard of the demo to where it stands on `day`; nothing in it is later than that. */
function logOf(row: HazardRow, day: Date, random: Random): Logged[] {
  const [start, end] = [Date.parse(row.found_at), row.closed_at === null ? day.getTime() : Date.parse(row.closed_at)]
  const acts = ['report', ...actsOf(row, end - start, random)]
  const [finder, judge, doer, other] = Array.from({ length: 4 }, () => personName(random))
  let state: string | null = null
  let again = false
  return acts.map((act, i) => {
    const share = act === 'report' ? 0 : act === 'pass' ? 1 : again ? WHEN.again! : WHEN[act]! * (0.95 + 0.05 * random.next()) // prettier-ignore
    if (act === 'reject') again = true
    const from = state
    state = LEADS[act] ?? state
    const by = act === 'report' ? finder : ['accept', 'ask-extension', 'submit'].includes(act) ? doer : act === 'fix-on-spot' ? other : judge // prettier-ignore
    return {
      n: i + 1, act, from_state: from, to_state: state!, at: new Date(start + Math.floor((end - start) * share)).toISOString(), post: postOf(act, row),
      person: by!, note: NOTES[act] ? random.pick(NOTES[act]) : null, kind: act === 'verify' ? kindOf(row.description) : null,
    } // prettier-ignore
  })
}

/** What was done to it: small things at once, some sent back once, major ones supervised. */
function actsOf(row: HazardRow, life: number, random: Random): string[] {
  if (row.state === 'closed' && !row.major && life < 96 * HOUR && random.chance(0.7)) return ['verify', 'fix-on-spot', 'pass'] // prettier-ignore
  const way = [...WAYS[row.state]]
  if (row.major && way.length > 1) way.splice(1, 0, 'supervise')
  if (row.state === 'closed' && random.chance(0.09)) way.splice(-1, 0, 'reject', 'submit')
  return way
}

/** Each hazard with its log, its kind and what the log dates. */
export function withLogs(rows: readonly HazardRow[], day: Date, random: Random) {
  return rows.map((row) => {
    const events = logOf(row, day, random)
    const last = (...acts: string[]) => events.findLast(({ act }) => acts.includes(act))?.at ?? null
    return {
      ...row, events, kind: events.find(({ kind }) => kind !== null)?.kind ?? null, dispatched_at: last('dispatch'),
      submitted_at: last('submit', 'fix-on-spot'), supervised: events.some(({ act }) => act === 'supervise'), measures: random.pick(MEASURES),
    } // prettier-ignore
  })
}
