/**
 * The life of an alarm 报警 as tables: which act leads from which state to which, whose post may do it, whose turn it is. The tables
 * alarm_transition and alarm_right of the database hold the same, and a test compares them.
 */
import type { PostKind } from './posts.ts'

/** What raises an alarm; of one sensor one of each stands at a time. `gateway` is the silence of a whole gateway, the root of its sensors’. */
export const ALARM_KIND_WORDS = {
  high: { zh: '超上限', en: 'High' },
  low: { zh: '超下限', en: 'Low' },
  rate: { zh: '变化过快', en: 'Changes too fast' },
  flat: { zh: '数值不变', en: 'Flat line' },
  silent: { zh: '监测点无数据', en: 'Sensor silent' },
  gateway: { zh: '网关无数据', en: 'Gateway silent' },
} as const
export type AlarmKind = keyof typeof ALARM_KIND_WORDS
export const ALARM_KINDS = Object.keys(ALARM_KIND_WORDS) as [AlarmKind, ...AlarmKind[]]

/** Said beside the kind where the value is beyond what the sensor can measure: no measurement. */
export const OVER_RANGE_WORDS = { zh: '超量程', en: 'Over range' } as const
/** What an alarm is of, in few words: its kind, unless its value is beyond what the sensor can measure. */
export const alarmWords = ({ kind, overRange }: { readonly kind: AlarmKind; readonly overRange: boolean }) =>
  overRange ? OVER_RANGE_WORDS : ALARM_KIND_WORDS[kind]

/** The stages 级: beyond the first limit, or beyond the second. */
export const ALARM_STAGE_WORDS = { 1: { zh: '一级', en: 'Stage 1' }, 2: { zh: '二级', en: 'Stage 2' } } as const

/** Where an alarm stands: whether its condition stands or has cleared, and whether somebody has acknowledged it. */
export const ALARM_STATE_WORDS = {
  'standing-unacknowledged': { zh: '报警中·未确认', en: 'Standing, unacknowledged' },
  'standing-acknowledged': { zh: '报警中·已确认', en: 'Standing, acknowledged' },
  'cleared-unacknowledged': { zh: '已消除·未确认', en: 'Cleared, unacknowledged' },
  'cleared-acknowledged': { zh: '已消除·待填原因', en: 'Cleared, awaits its cause' },
  closed: { zh: '已关闭', en: 'Closed' },
} as const
export type AlarmState = keyof typeof ALARM_STATE_WORDS
export const ALARM_STATES = Object.keys(ALARM_STATE_WORDS) as [AlarmState, ...AlarmState[]]
export const OPEN_ALARM_STATES = ALARM_STATES.filter((state) => state !== 'closed')

/** What is done to an alarm. The engine alone raises, escalates, gathers under a root, clears, and ends a shelving whose time is over. */
export const ALARM_ACT_WORDS = {
  raise: { zh: '报警', en: 'Raised' },
  escalate: { zh: '升级', en: 'Escalated' },
  gather: { zh: '并入网关报警', en: 'Gathered under its gateway' },
  clear: { zh: '消除', en: 'Cleared' },
  'end-shelf': { zh: '搁置到期', en: 'Shelving ended' },
  acknowledge: { zh: '确认', en: 'Acknowledge' },
  'hand-over': { zh: '移交', en: 'Hand over' },
  shelve: { zh: '搁置', en: 'Shelve' },
  unshelve: { zh: '取消搁置', en: 'Unshelve' },
  note: { zh: '处置记录', en: 'Note what was done' },
  'mark-false': { zh: '判为误报', en: 'Mark as false' },
  close: { zh: '填写原因并关闭', en: 'Close with its cause' },
} as const
export type AlarmAct = keyof typeof ALARM_ACT_WORDS
export const ALARM_ACTS = Object.keys(ALARM_ACT_WORDS) as [AlarmAct, ...AlarmAct[]]
export const ENGINE_ACTS = ['raise', 'escalate', 'gather', 'clear', 'end-shelf'] as const
export type EngineAct = (typeof ENGINE_ACTS)[number]
export type AlarmHandAct = Exclude<AlarmAct, EngineAct>
/** Acts of people. */
export const ALARM_HAND_ACTS = ALARM_ACTS.filter(
  (act): act is AlarmHandAct => !ENGINE_ACTS.some((engine) => engine === act),
)

/** Why it alarmed, as whoever closes it says. */
export const ALARM_CAUSE_WORDS = {
  process: { zh: '工艺异常', en: 'Process' },
  equipment: { zh: '设备故障', en: 'Equipment' },
  leak: { zh: '泄漏', en: 'Leak' },
  operation: { zh: '操作', en: 'Operation' },
  instrument: { zh: '仪表故障', en: 'Instrument' },
  communication: { zh: '通信故障', en: 'Communication' },
  maintenance: { zh: '检修', en: 'Maintenance' },
  other: { zh: '其他', en: 'Other' },
} as const
export type AlarmCause = keyof typeof ALARM_CAUSE_WORDS
export const ALARM_CAUSES = Object.keys(ALARM_CAUSE_WORDS) as [AlarmCause, ...AlarmCause[]]

/** Whose turn it is, and to whom an alarm may be handed over. */
export const ALARM_TURN_WORDS = {
  duty: { zh: '值班', en: 'Duty officer' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  department: { zh: '部门', en: 'Department' },
  grid: { zh: '网格', en: 'Grid' },
} as const
export type AlarmTurn = keyof typeof ALARM_TURN_WORDS
export const ALARM_TURNS = Object.keys(ALARM_TURN_WORDS) as [AlarmTurn, ...AlarmTurn[]]

/** Whose turn it is in each state, unless it was handed over; nobody's once it is closed. */
export const ALARM_STATE_TURNS: Readonly<Record<AlarmState, AlarmTurn | null>> = {
  'standing-unacknowledged': 'duty',
  'standing-acknowledged': 'enterprise',
  'cleared-unacknowledged': 'duty',
  'cleared-acknowledged': 'duty',
  closed: null,
}

type Transition = readonly [AlarmAct, AlarmState, AlarmState]
const within = (act: AlarmAct, states: readonly AlarmState[]) => states.map((state): Transition => [act, state, state])
const STANDING = ['standing-unacknowledged', 'standing-acknowledged'] as const

/** Which act leads from which state to which. What escalates has to be acknowledged again: nobody acknowledged the second stage. */
export const ALARM_TRANSITIONS: readonly Transition[] = [
  ['escalate', 'standing-unacknowledged', 'standing-unacknowledged'],
  ['escalate', 'standing-acknowledged', 'standing-unacknowledged'],
  ...within('gather', STANDING),
  ['clear', 'standing-unacknowledged', 'cleared-unacknowledged'],
  ['clear', 'standing-acknowledged', 'cleared-acknowledged'],
  ...within('end-shelf', OPEN_ALARM_STATES),
  ['acknowledge', 'standing-unacknowledged', 'standing-acknowledged'],
  ['acknowledge', 'cleared-unacknowledged', 'cleared-acknowledged'],
  ...within('hand-over', OPEN_ALARM_STATES),
  ...within('shelve', STANDING),
  ...within('unshelve', OPEN_ALARM_STATES),
  ...within('note', OPEN_ALARM_STATES),
  ...within('mark-false', OPEN_ALARM_STATES),
  ['close', 'cleared-acknowledged', 'closed'],
]

/** Where an act leads from a state; undefined where it cannot be done there. */
export const alarmTransitionOf = (act: AlarmAct, from: AlarmState): AlarmState | undefined =>
  ALARM_TRANSITIONS.find(([one, state]) => one === act && state === from)?.[2]

/** Which alarms a right reaches: `any` of the scope, or those of the `first` stage alone. */
export type AlarmReach = 'any' | 'first'
const rights = (reach: AlarmReach, acts: readonly AlarmHandAct[]) => acts.map((act) => [act, reach] as const)

/**
 * What each post may do to alarms of its scope; posts that are not named may do nothing. An enterprise closes its own of the first stage;
 * those of the second are for the district to close, and it alone shelves or calls one false: else an enterprise could hush its own alarms.
 */
export const ALARM_RIGHTS: Readonly<Partial<Record<PostKind, readonly (readonly [AlarmHandAct, AlarmReach])[]>>> = {
  leader: rights('any', ALARM_HAND_ACTS),
  'duty-officer': rights('any', ALARM_HAND_ACTS),
  'department-officer': rights('any', ['note']),
  'grid-chief': rights('any', ['note']),
  'safety-manager': [...rights('any', ['acknowledge', 'hand-over', 'note']), ...rights('first', ['close'])],
}

/** Why an act is refused. The database raises `alarm_refused_<reason>`, with `_` for `-`. */
export const ALARM_REFUSALS = [
  'illegal',
  'not-allowed',
  'shelf',
  'shelved',
  'not-shelved',
  'marked',
  'unexplained',
] as const
export type AlarmRefusal = (typeof ALARM_REFUSALS)[number]
/** Longest that an alarm is shelved at once. */
export const MOST_SHELF_HOURS = 24

/** An alarm as its log has it. */
export interface LivingAlarm {
  readonly state: AlarmState
  readonly stage: number
  /** Milliseconds since 1970; null where it is not shelved. */
  readonly shelvedUntil: number | null
  readonly false: boolean
}

/** Whether a post may do such an act to such an alarm at all, whatever its state. */
export function hasAlarmRight(post: PostKind, act: AlarmHandAct, { stage }: Pick<LivingAlarm, 'stage'>): boolean {
  const reach = ALARM_RIGHTS[post]?.find(([one]) => one === act)?.[1]
  return reach === 'any' || (reach === 'first' && stage === 1)
}

/** What is done: shelving with its end, closing with its cause and whether a note explains it. */
export type AlarmDeed =
  | { readonly act: 'shelve'; readonly until: number }
  | { readonly act: 'close'; readonly cause?: AlarmCause; readonly isExplained?: boolean }
  | { readonly act: Exclude<AlarmHandAct, 'shelve' | 'close'> }

/** Why a deed is refused now, in this order; undefined where it is not. The trigger app.take_alarm_event judges the same. */
export function alarmRefusalOf(
  alarm: LivingAlarm,
  deed: AlarmDeed,
  now: number,
  post: PostKind,
): AlarmRefusal | undefined {
  // prettier-ignore
  const { act } = deed
  if (!alarmTransitionOf(act, alarm.state)) return 'illegal'
  if (!hasAlarmRight(post, act, alarm)) return 'not-allowed'
  const shelved = alarm.shelvedUntil !== null
  if (deed.act === 'shelve') {
    if (shelved) return 'shelved'
    return deed.until > now && deed.until <= now + MOST_SHELF_HOURS * 3_600_000 ? undefined : 'shelf'
  }
  if (deed.act === 'close' && deed.cause === 'other' && !deed.isExplained) return 'unexplained'
  if (act === 'unshelve' && !shelved) return 'not-shelved'
  return act === 'mark-false' && alarm.false ? 'marked' : undefined
}
