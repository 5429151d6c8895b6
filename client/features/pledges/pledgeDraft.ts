import { type Pledge, type PledgeFields, WORK_COUNTS, type WorkCounts } from '#core/contract/pledges.ts'

export const UNIT_FIELDS = ['units', 'running', 'stopped', 'overhauled'] as const
export const NUMBER_FIELDS = [...UNIT_FIELDS, ...WORK_COUNTS] as const
export type NumberField = (typeof NUMBER_FIELDS)[number]

/** A pledge as it is typed. */
export interface PledgeDraft extends Record<NumberField, string> {
  trial: boolean
  startStop: boolean
  tanks: PledgeFields['tanks']
  judgement: string
  promise: string
  principal: string
}

/**
 * What a form begins with: what was pledged today; else the units and the principal of the day before, the works that are filed, and no
 * judgement, for that is of today.
 */
export function draftOf(
  present: Pledge | undefined,
  last: Pledge | undefined,
  { registered, promise }: { readonly registered: WorkCounts; readonly promise: string },
): PledgeDraft {
  const before = present ?? last
  const numbers = Object.fromEntries([
    ...UNIT_FIELDS.map((name) => [name, before ? String(before[name]) : '']),
    ...WORK_COUNTS.map((name) => [name, String((present ?? registered)[name])]),
  ]) as Record<NumberField, string>
  return {
    ...numbers,
    trial: present?.trial ?? false,
    startStop: present?.startStop ?? false,
    tanks: before?.tanks ?? 'normal',
    judgement: present?.judgement ?? '',
    promise: present?.promise ?? promise,
    principal: before?.principal ?? '',
  }
}

const isNumber = (text: string) => /^(0|[1-9][0-9]{0,3})$/.test(text.trim())
/** What is wrong with a draft, by field: no number, a sum that is none, nothing said. */
export function faultsOf(draft: PledgeDraft): ReadonlyMap<string, 'number' | 'sum' | 'fill'> {
  const faults = new Map<string, 'number' | 'sum' | 'fill'>()
  for (const name of NUMBER_FIELDS) if (!isNumber(draft[name])) faults.set(name, 'number')
  for (const name of ['judgement', 'promise', 'principal'] as const)
    if (draft[name].trim() === '') faults.set(name, 'fill')
  const [units, ...parts] = UNIT_FIELDS.map((name) => Number(draft[name]))
  if (UNIT_FIELDS.every((name) => !faults.has(name)) && parts.reduce((sum, n) => sum + n, 0) !== units)
    faults.set('units', 'sum')
  return faults
}

/** A draft without faults as it is sent. */
export const fieldsOf = (draft: PledgeDraft): PledgeFields => ({
  ...draft,
  ...(Object.fromEntries(NUMBER_FIELDS.map((name) => [name, Number(draft[name])])) as Record<NumberField, number>),
})
