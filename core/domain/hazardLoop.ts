/**
 * One step of the loop of a hazard, pure. The server asks it before it writes and the trigger app.take_hazard_events judges again; random
 * logs hold the two against each other. Times are milliseconds since 1970, UTC.
 */
import { type HandAct, hasRight, reachOf, transitionOf } from './hazardActs.ts'
import type { HazardKind } from './hazardKinds.ts'
import type { HazardState } from './hazardStates.ts'
import type { PostKind } from './posts.ts'

/** Who acts: the post, what tells this person from others, and the department of a department's officer. */
export interface Hand {
  readonly post: PostKind
  readonly key: string
  readonly department?: number | undefined
}

/** A hazard as its log has it. */
export interface LoopHazard {
  /** Events of the log so far. */
  readonly events: number
  /** When the last of them was. */
  readonly at: number
  readonly state: HazardState
  readonly source: string
  readonly major: boolean
  readonly kind: HazardKind | null
  readonly dueAt: number
  readonly dispatchedAt: number | null
  readonly submittedAt: number | null
  readonly closedAt: number | null
  /** Key of whoever reported it, and of whoever submitted it last. */
  readonly finder: string
  readonly submitter: string | null
  /** Until when time was asked for. */
  readonly askedUntil: number | null
  /** Department that supervises it, 0 for the district; null where nobody does. */
  readonly supervising: number | null
  /** Work stands still until it is allowed again. */
  readonly stopped: boolean
  /** Day, YYYY-MM-DD, of the visit that looks whether it came back. */
  readonly revisitOn: string | null
  readonly rebounded: boolean
  /** Somebody of the enterprise has an account that can accept and submit for it. */
  readonly attended: boolean
}

interface Noted {
  readonly note: string
}
/** The five that are fixed for a major hazard 五落实: who, what, with which money, until when, with which plan for the emergency. */
interface Dispatch {
  readonly responsibleUnit: string
  readonly responsiblePerson: string
  readonly measures: string
  /** Yuan. */
  readonly funds?: number | undefined
  readonly emergencyPlan?: string | undefined
  readonly dueAt: number
  readonly stopped?: boolean | undefined
}

interface Evidenced {
  /**
   * Whether what is cited bears it out: a submission by something whose bytes no event has cited and that is of no other hazard, what was
   * fixed on the spot by anything, or by a photograph of the hazard.
   */
  readonly evidence: boolean
}

/** What is done, with what it needs. */
export type Deed =
  | { readonly act: 'verify'; readonly major: boolean; readonly kind: HazardKind; readonly clause?: string | undefined }
  | ({ readonly act: 'dispatch' } & Dispatch)
  | { readonly act: 'accept' }
  | ({ readonly act: 'ask-extension'; readonly dueAt: number } & Noted)
  | { readonly act: 'grant-extension'; readonly dueAt: number }
  | { readonly act: 'pass'; readonly revisitOn?: string | undefined }
  | ({ readonly act: 'rebound'; readonly dueAt: number } & Noted)
  | ({ readonly act: 'submit' | 'fix-on-spot' } & Noted & Evidenced)
  | ({ readonly act: 'void' | 'refuse-extension' | 'reject' | 'supervise' | 'resume' | 'revisit' } & Noted)

/** Why an act is refused. The database raises `hazard_refused_<reason>`, with `_` for `-`. */
export const HAZARD_REFUSALS = [
  'illegal', 'not-allowed', 'due', 'clause', 'five-fixed', 'major-on-spot', 'overdue', 'own-submission', 'own-finding', 'unsupervised',
  'not-supervising', 'not-major', 'supervised', 'not-stopped', 'no-revisit', 'rebounded', 'due-stands', 'due-later', 'void-overdue', 'attended',
  'evidence',
] as const // prettier-ignore
export type HazardRefusal = (typeof HAZARD_REFUSALS)[number]

const DAY = 86_400_000
/** Longest time given at once: a year, also where it is a leap year. */
const MOST_TIME = 366 * DAY

const soon = (due: number, now: number) => due > now && due <= now + MOST_TIME
/** The day of China in which a moment lies. */
export const dayOfChina = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
const laterDay = (day: string, now: number) => day > dayOfChina(now) && day <= dayOfChina(now + MOST_TIME)

/** What binds the due time of a dispatch: once it has passed it stands; an enterprise sets itself none that is later. */
export const DUE_BOUNDS = ['stands', 'no-later'] as const
export type DueBound = (typeof DUE_BOUNDS)[number]

/** What binds the due time of a dispatch by this post at this time; undefined where nothing but the time itself. */
export function dueBoundOf({ dueAt }: Pick<LoopHazard, 'dueAt'>, now: number, post: PostKind): DueBound | undefined {
  if (now > dueAt) return 'stands'
  return reachOf(post, 'dispatch') === 'own' ? 'no-later' : undefined
}

/** The database knows microseconds, and what sends a time back milliseconds. */
const isLater = (due: number, than: number) => due - than >= 1

function refusedDue(hazard: LoopHazard, due: number, now: number, { post }: Hand): HazardRefusal | undefined {
  const bound = dueBoundOf(hazard, now, post)
  if (bound === 'stands') return isLater(due, hazard.dueAt) || isLater(hazard.dueAt, due) ? 'due-stands' : undefined
  if (!soon(due, now)) return 'due'
  return bound && isLater(due, hazard.dueAt) ? 'due-later' : undefined
}

/** Whoever patrols accepts and submits for an enterprise that cannot do it itself. */
const standIn = ({ attended }: LoopHazard, { post }: Hand): HazardRefusal | undefined =>
  attended && (post === 'grid-chief' || post === 'grid-worker') ? 'attended' : undefined
/** None of these closes without a day on which somebody looks whether it came back. */
export const needsRevisit = ({ major, source }: { readonly major: boolean; readonly source: string }): boolean =>
  major || source === 'expert'

const bodyOf = ({ department }: Hand) => department ?? 0

function ownReview(hazard: LoopHazard, { key }: Hand): HazardRefusal | undefined {
  if (key === hazard.submitter) return 'own-submission'
  return (hazard.major || hazard.source === 'expert') && key === hazard.finder ? 'own-finding' : undefined
}
const foreign = ({ supervising }: LoopHazard, hand: Hand) => supervising !== null && supervising !== bodyOf(hand)

/** What bars an act, whatever it says. */
const BARS: { readonly [Act in HandAct]?: (hazard: LoopHazard, hand: Hand, now: number) => HazardRefusal | undefined } =
  {
    void: ({ dueAt }, { post }, now) => (now > dueAt && reachOf(post, 'void') === 'own' ? 'void-overdue' : undefined),
    accept: standIn,
    submit: standIn,
    'fix-on-spot': ({ major }) => (major ? 'major-on-spot' : undefined),
    'ask-extension': ({ dueAt }, _, now) => (now > dueAt ? 'overdue' : undefined),
    reject: ownReview,
    pass: (hazard, hand) => {
      const own = ownReview(hazard, hand)
      if (own || !hazard.major) return own
      if (hazard.supervising === null) return 'unsupervised'
      return foreign(hazard, hand) ? 'not-supervising' : undefined
    },
    supervise: ({ major, supervising }) => (!major ? 'not-major' : supervising !== null ? 'supervised' : undefined),
    resume: (hazard, hand) => (!hazard.stopped ? 'not-stopped' : foreign(hazard, hand) ? 'not-supervising' : undefined),
    revisit: ({ revisitOn, submitter }, { key }) =>
      revisitOn === null ? 'no-revisit' : key === submitter ? 'own-submission' : undefined,
    rebound: ({ rebounded }) => (rebounded ? 'rebounded' : undefined),
  }

type Wanted<Act extends HandAct> = (
  hazard: LoopHazard,
  deed: Extract<Deed, { act: Act }>,
  now: number,
  hand: Hand,
) => HazardRefusal | undefined

/** What an act has to say. */
const WANTS: { readonly [Act in HandAct]?: Wanted<Act> } = {
  verify: (_, { major, clause }) => (major && clause === undefined ? 'clause' : undefined),
  dispatch: (hazard, { dueAt, funds, emergencyPlan }, now, hand) => {
    const refused = refusedDue(hazard, dueAt, now, hand)
    if (refused || !hazard.major) return refused
    return funds === undefined || emergencyPlan === undefined ? 'five-fixed' : undefined
  },
  submit: (_, { evidence }) => (evidence ? undefined : 'evidence'),
  'fix-on-spot': (_, { evidence }) => (evidence ? undefined : 'evidence'),
  'ask-extension': (hazard, { dueAt }, now) => (dueAt > hazard.dueAt && soon(dueAt, now) ? undefined : 'due'),
  'grant-extension': (hazard, { dueAt }, now) =>
    dueAt > hazard.dueAt && dueAt <= (hazard.askedUntil ?? 0) && dueAt > now ? undefined : 'due',
  pass: (hazard, { revisitOn }, now) => {
    if (revisitOn === undefined) return needsRevisit(hazard) ? 'no-revisit' : undefined
    return laterDay(revisitOn, now) ? undefined : 'due'
  },
  rebound: (_, { dueAt }, now) => (soon(dueAt, now) ? undefined : 'due'),
}

/** Why an act cannot be done to a hazard by this hand at this time, whatever it says; undefined where it can. */
export function barOf(hazard: LoopHazard, act: HandAct, now: number, hand: Hand): HazardRefusal | undefined {
  if (transitionOf(act, hazard.state) === undefined) return 'illegal'
  if (!hasRight(hand.post, act, hazard)) return 'not-allowed'
  return BARS[act]?.(hazard, hand, now)
}

/** Why a deed is refused; undefined where it is not. */
export function refusalOf(hazard: LoopHazard, deed: Deed, now: number, hand: Hand): HazardRefusal | undefined {
  const wants = WANTS[deed.act] as Wanted<HandAct> | undefined
  return barOf(hazard, deed.act, now, hand) ?? wants?.(hazard, deed, now, hand)
}

/** What a deed changes beside the state. */
function changesOf(deed: Deed, now: number, hand: Hand): Partial<LoopHazard> {
  switch (deed.act) {
    case 'verify':
      return { major: deed.major, kind: deed.kind }
    case 'dispatch':
      return { dueAt: deed.dueAt, dispatchedAt: now, stopped: deed.stopped ?? false }
    case 'ask-extension':
      return { askedUntil: deed.dueAt }
    case 'grant-extension':
      return { dueAt: deed.dueAt }
    case 'submit':
    case 'fix-on-spot':
      return { submittedAt: now, submitter: hand.key }
    case 'pass':
      return { closedAt: now, revisitOn: deed.revisitOn ?? null }
    case 'supervise':
      return { supervising: bodyOf(hand) }
    case 'resume':
      return { stopped: false }
    case 'revisit':
      return { revisitOn: null }
    case 'rebound':
      return { revisitOn: null, rebounded: true }
    default:
      return {}
  }
}

/** The hazard after a deed. What comes back begins a hazard of its own. @throws RangeError where the deed is refused */
export function step(hazard: LoopHazard, deed: Deed, now: number, hand: Hand): LoopHazard {
  const refusal = refusalOf(hazard, deed, now, hand)
  const state = transitionOf(deed.act, hazard.state)
  if (refusal !== undefined || state === undefined) throw new RangeError(`${deed.act}: ${refusal ?? 'illegal'}`)
  return { ...hazard, ...changesOf(deed, now, hand), state, at: now, events: hazard.events + 1 }
}
