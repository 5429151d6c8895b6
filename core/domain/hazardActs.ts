/**
 * The loop of a hazard 隐患闭环 as a table: which act leads from which state to which, and whose post may do it. The tables
 * hazard_transition and hazard_right of the database hold the same, and a test compares them.
 */
import type { HazardState } from './hazardStates.ts'
import type { PostKind } from './posts.ts'

/** What is done to a hazard, each with its one word. `report` and `record` begin a log, `record` also corrects by import. */
export const HAZARD_ACT_WORDS = {
  report: { zh: '上报', en: 'Report' },
  record: { zh: '补录', en: 'Record' },
  verify: { zh: '核实定级', en: 'Verify and grade' },
  void: { zh: '作废', en: 'Void' },
  dispatch: { zh: '派发', en: 'Dispatch' },
  'fix-on-spot': { zh: '现场整改', en: 'Fixed on the spot' },
  accept: { zh: '接收', en: 'Accept' },
  'ask-extension': { zh: '申请延期', en: 'Ask for an extension' },
  'grant-extension': { zh: '同意延期', en: 'Grant the extension' },
  'refuse-extension': { zh: '不同意延期', en: 'Refuse the extension' },
  submit: { zh: '提交整改', en: 'Submit' },
  pass: { zh: '复查合格', en: 'Pass the review' },
  reject: { zh: '复查不合格', en: 'Send back' },
  supervise: { zh: '挂牌督办', en: 'Supervise' },
  resume: { zh: '同意复工', en: 'Allow work again' },
  revisit: { zh: '回头看', en: 'Look back' },
  rebound: { zh: '反弹', en: 'It came back' },
} as const
export type HazardAct = keyof typeof HAZARD_ACT_WORDS
export const HAZARD_ACTS = Object.keys(HAZARD_ACT_WORDS) as [HazardAct, ...HazardAct[]]

/** Acts that begin a log or come by import; nobody does them to a hazard by hand. */
export const HAND_ACTS = HAZARD_ACTS.filter(
  (act): act is Exclude<HazardAct, 'report' | 'record'> => act !== 'report' && act !== 'record',
)
export type HandAct = (typeof HAND_ACTS)[number]

/**
 * Which act leads from which state to which. The first seven states follow the proposal that was made of what agencies use (派发 → 发现
 * → 定级 → 审核分派 → 整改 → 验收 → 闭环). What came back is not opened again but followed by a hazard of its own, which names it: were
 * the old one opened, months that were told long ago would change.
 */
export const HAZARD_TRANSITIONS: readonly (readonly [HandAct, HazardState, HazardState])[] = [
  ['verify', 'reported', 'verified'],
  ['void', 'reported', 'voided'],
  ['dispatch', 'verified', 'dispatched'],
  ['fix-on-spot', 'verified', 'pending-review'],
  ['accept', 'dispatched', 'rectifying'],
  ['ask-extension', 'rectifying', 'extension-requested'],
  ['grant-extension', 'extension-requested', 'rectifying'],
  ['refuse-extension', 'extension-requested', 'rectifying'],
  ['submit', 'rectifying', 'pending-review'],
  ['submit', 'rejected', 'pending-review'],
  ['reject', 'pending-review', 'rejected'],
  ['pass', 'pending-review', 'closed'],
  ...(['verified', 'dispatched', 'rectifying', 'extension-requested', 'pending-review', 'rejected'] as const).map(
    (state) => ['supervise', state, state] as const,
  ),
  ['resume', 'closed', 'closed'],
  ['revisit', 'closed', 'closed'],
  ['rebound', 'closed', 'closed'],
]

/** Where an act leads from a state; undefined where it cannot be done there. */
export const transitionOf = (act: HandAct, from: HazardState): HazardState | undefined =>
  HAZARD_TRANSITIONS.find(([one, state]) => one === act && state === from)?.[2]

/** Whose turn it is: of the enterprise to rectify, or of whoever supervises it; nobody's once it is closed or void. */
export type Turn = 'enterprise' | 'supervisor'
export const TURNS: Readonly<Record<HazardState, Turn | null>> = {
  reported: 'supervisor',
  verified: 'supervisor',
  dispatched: 'enterprise',
  rectifying: 'enterprise',
  'extension-requested': 'supervisor',
  'pending-review': 'supervisor',
  rejected: 'enterprise',
  closed: null,
  voided: null,
}

/**
 * Which hazards a right reaches: `any`; `general` ones only; `own`, what the enterprise found itself and is general. Major ones are
 * for the district and its departments to judge (安全生产法 41; V Order 16, 14–18).
 */
export type Reach = 'any' | 'general' | 'own'

const SUPERVISING: readonly HandAct[] = [
  'verify', 'void', 'dispatch', 'fix-on-spot', 'grant-extension', 'refuse-extension', 'pass', 'reject', 'supervise', 'resume',
  'revisit', 'rebound',
] // prettier-ignore
const rights = (reach: Reach, acts: readonly HandAct[]) => acts.map((act) => [act, reach] as const)

/** What each post may do to hazards of its scope. Posts that are not named may do nothing. */
export const HAZARD_RIGHTS: Readonly<Partial<Record<PostKind, readonly (readonly [HandAct, Reach])[]>>> = {
  leader: rights('any', SUPERVISING),
  'duty-officer': rights('any', SUPERVISING),
  'department-officer': rights('any', SUPERVISING),
  'grid-chief': [
    ...rights('general', ['verify', 'void', 'dispatch', 'fix-on-spot', 'grant-extension', 'refuse-extension', 'pass', 'reject']), // prettier-ignore
    ...rights('general', ['accept', 'submit']),
    ...rights('any', ['revisit', 'rebound']),
  ],
  'grid-worker': [...rights('general', ['fix-on-spot', 'accept', 'submit']), ...rights('any', ['revisit', 'rebound'])],
  'safety-manager': [
    ...rights('any', ['accept', 'ask-extension', 'submit']),
    ...rights('own', ['verify', 'void', 'dispatch', 'fix-on-spot', 'pass', 'reject']),
  ],
  worker: rights('any', ['submit']),
}

/** States in which the enterprise acts as well, by right, on what is `own`: it found it itself, so it is its turn as much as a supervisor's. */
export const OWN_STATES: readonly HazardState[] = [
  ...new Set(
    (HAZARD_RIGHTS['safety-manager'] ?? [])
      .filter(([, reach]) => reach === 'own')
      .flatMap(([own]) => HAZARD_TRANSITIONS.flatMap(([act, from]) => (act === own ? [from] : []))),
  ),
].filter((state) => TURNS[state] === 'supervisor')

/** Which hazards a post may do an act to; undefined where to none. */
export const reachOf = (post: PostKind, act: HandAct): Reach | undefined =>
  HAZARD_RIGHTS[post]?.find(([one]) => one === act)?.[1]

/** Whether a post may do an act to such a hazard at all, whatever its state. */
export function hasRight(post: PostKind, act: HandAct, hazard: { readonly major: boolean; readonly source: string }) {
  const reach = reachOf(post, act)
  const reaches = { any: true, general: !hazard.major, own: !hazard.major && hazard.source === 'self' }
  return reach !== undefined && reaches[reach]
}
