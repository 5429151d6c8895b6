import type { HazardFile } from '#core/contract/hazards.ts'
import type { HandAct } from '#core/domain/hazardActs.ts'
import type { HazardState } from '#core/domain/hazardStates.ts'

/** The three clocks of a hazard, and the act that stops each. */
export const CLOCKS = [
  ['foundToDispatched', 'dispatch'],
  ['dispatchedToSubmitted', 'submit'],
  ['submittedToClosed', 'pass'],
] as const satisfies readonly (readonly [keyof HazardFile['clocks'], HandAct])[]

/** Which of them runs in a state; none once it is closed or void. */
const RUNNING: Readonly<Record<HazardState, number | null>> = {
  reported: 0,
  verified: 0,
  dispatched: 1,
  rectifying: 1,
  'extension-requested': 1,
  rejected: 1,
  'pending-review': 2,
  closed: null,
  voided: null,
}

/** How a clock stands. `unknown`: an act that starts or stops it is not in the log; `waiting`: it has not begun. */
export interface Clock {
  readonly name: (typeof CLOCKS)[number][0]
  readonly stoppedBy: HandAct
  readonly stands: 'stopped' | 'running' | 'waiting' | 'unknown'
  /** Of a stopped one how long it ran, of a running one its age; null where that is unknown. */
  readonly seconds: number | null
}
type Timed = Pick<HazardFile, 'state' | 'foundAt' | 'dispatchedAt' | 'submittedAt' | 'clocks'>

/** The clocks as they stand at `now`, epoch milliseconds. After a rejection the second runs again, whatever it had come to. */
export function clocksAt(hazard: Timed, now: number): Clock[] {
  const running = RUNNING[hazard.state]
  const begun = [hazard.foundAt, hazard.dispatchedAt, hazard.submittedAt] as const
  return CLOCKS.map(([name, stoppedBy], at): Clock => {
    if (running !== null && at > running) return { name, stoppedBy, stands: 'waiting', seconds: null }
    if (at !== running) {
      const seconds = hazard.clocks[name]
      return { name, stoppedBy, stands: seconds === null ? 'unknown' : 'stopped', seconds }
    }
    const since = begun[at] ?? null
    if (since === null) return { name, stoppedBy, stands: 'unknown', seconds: null }
    return { name, stoppedBy, stands: 'running', seconds: Math.max(0, (now - Date.parse(since)) / 1000) }
  })
}
