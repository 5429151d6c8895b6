/** Why a class is what it is, input by input, and what would make it a class lower; judged by rule CL-1 itself. */
import { type ClassInput, type ClassReason, classify, type EnterpriseClass } from './enterpriseClass.ts'
import type { RiskLevel } from './risk.ts'

export const CLASS_INPUTS = ['highRisk', 'majorHazardSource', 'risk', 'crowded', 'staff', 'event'] as const
export type ClassInputName = (typeof CLASS_INPUTS)[number]

/** One input: what it asks for, A, B or one step up, and whether the class is what it is because of it. */
export interface InputExplained {
  readonly input: ClassInputName
  readonly triggers: 'A' | 'B' | 'step' | null
  readonly decides: boolean
}
/** An input that would have to be otherwise: staff and risk to that value, all others no longer so. */
export interface Milder {
  readonly input: ClassInputName
  readonly to: number | null
}
export interface ClassExplained {
  readonly class: EnterpriseClass
  readonly reasons: readonly ClassReason[]
  readonly inputs: readonly InputExplained[]
  /** Each of these would make it a class lower, where all in it come true; none of them asks more than is needed. */
  readonly lower: readonly (readonly Milder[])[]
}

const REASONS: { readonly [Reason in ClassReason]?: readonly [ClassInputName, 'A' | 'B' | 'step'] } = {
  'high-risk': ['highRisk', 'A'],
  'major-hazard-source': ['majorHazardSource', 'A'],
  'risk-red-orange': ['risk', 'A'],
  'risk-yellow': ['risk', 'B'],
  crowded: ['crowded', 'B'],
  'staff-over-100': ['staff', 'B'],
  'veto-within-12-months': ['event', 'step'],
}
/** Nothing that asks for a class. */
const HARMLESS: ClassInput = { highRisk: false, crowded: false, staff: 0, risk: 4, majorHazardSource: false }
const MOST_STAFF = 100

/** What an input alone asks for. */
function triggersOf(input: ClassInputName, given: ClassInput, now: Date): InputExplained['triggers'] {
  const alone: Record<ClassInputName, Partial<ClassInput>> = {
    highRisk: { highRisk: given.highRisk },
    majorHazardSource: { majorHazardSource: given.majorHazardSource },
    risk: { risk: given.risk },
    crowded: { crowded: given.crowded },
    staff: { staff: given.staff },
    event: { vetoedAt: given.vetoedAt },
  }
  const [reason] = classify({ ...HARMLESS, ...alone[input] }, now).reasons
  return (reason && REASONS[reason]?.[1]) ?? null
}

type Change = readonly [Milder, Partial<ClassInput>]
/** Milder values of each input that asks for something, the mildest change first. */
function changesOf({ risk }: ClassInput, asking: readonly ClassInputName[]): Change[][] {
  const to = (level: RiskLevel): Change => [{ input: 'risk', to: level }, { risk: level }]
  const changes: Record<ClassInputName, Change[]> = {
    highRisk: [[{ input: 'highRisk', to: null }, { highRisk: false }]],
    majorHazardSource: [[{ input: 'majorHazardSource', to: null }, { majorHazardSource: false }]],
    risk: risk !== undefined && risk <= 2 ? [to(3), to(4)] : [to(4)],
    crowded: [[{ input: 'crowded', to: null }, { crowded: false }]],
    staff: [[{ input: 'staff', to: MOST_STAFF }, { staff: MOST_STAFF }]],
    event: [[{ input: 'event', to: null }, { vetoedAt: undefined }]],
  }
  return asking.map((input) => changes[input])
}

/** Whether `less` asks for nothing that `more` does not ask for, too. */
const within = (less: readonly Milder[], more: readonly Milder[]) =>
  less.every(({ input, to }) => more.some((other) => other.input === input && (other.to ?? 0) >= (to ?? 0)))

function lowerOf(given: ClassInput, asking: readonly ClassInputName[], now: Date): Milder[][] {
  let ways: Change[][] = [[]]
  for (const changes of changesOf(given, asking)) ways = ways.flatMap((way) => [way, ...changes.map((change) => [...way, change])]) // prettier-ignore
  const present = classify(given, now).class
  const lowering = ways
    .filter((way) => classify(Object.assign({ ...given }, ...way.map(([, fields]) => fields)), now).class > present)
    .map((way) => way.map(([milder]) => milder))
  return lowering.filter((way) => !lowering.some((other) => other !== way && within(other, way)))
}

/** Explains the class that the rule gives at a moment. */
export function explainClass(given: ClassInput, now: Date): ClassExplained {
  const { class: found, reasons } = classify(given, now)
  const base = classify({ ...given, vetoedAt: undefined }, now).class
  const deciding = new Set(reasons.map((reason) => REASONS[reason]?.[0]))
  const inputs = CLASS_INPUTS.map((input) => ({
    input,
    triggers: triggersOf(input, given, now),
    // an event that finds the highest class already decides nothing
    decides: deciding.has(input) && (input !== 'event' || base !== found),
  }))
  const asking = inputs.filter(({ triggers }) => triggers !== null).map(({ input }) => input)
  return { class: found, reasons, inputs, lower: lowerOf(given, asking, now) }
}
