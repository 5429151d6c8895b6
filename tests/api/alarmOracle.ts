/**
 * What alarms of values a sensor has to have, by another way than the engine's: it remembers nothing, but looks at all that came, in the
 * order of its own times. A condition is a function of time that holds each value until the next; an alarm stands from the end of the first
 * stretch beyond the limit that is long enough until the end of the first stretch within the dead band that is.
 */
export interface Arrived {
  readonly at: number
  readonly value: number
}
export interface Setup {
  /** Limits of the first and second stage, high; the low ones are turned round by whoever asks. */
  readonly first: number
  readonly second: number
  readonly deadBand: number
  readonly on: number
  readonly off: number
}
export interface Expected {
  readonly stage: number
  readonly raised: number
  readonly cleared: number | null
  readonly late: boolean
}

/** The series in time, and what came after a newer one. */
export function split(arrivals: readonly Arrived[]) {
  const line: Arrived[] = []
  const late: { reading: Arrived; known: number }[] = []
  for (const one of arrivals) {
    const newest = line.at(-1)
    if (newest && one.at <= newest.at) late.push({ reading: one, known: line.length })
    else line.push(one)
  }
  return { line, late }
}

/** Stretches of a line in which a test holds, each until the first value for which it does not; the last is open, known up to `end`. */
function stretches(line: readonly Arrived[], holds: (value: number) => boolean, from: number, end: number) {
  const found: { from: number; until: number; open: boolean }[] = []
  let since: number | undefined
  for (const { at, value } of line) {
    if (at < from) continue
    if (holds(value)) since ??= at
    else if (since !== undefined) {
      found.push({ from: since, until: at, open: false })
      since = undefined
    }
  }
  if (since !== undefined) found.push({ from: since, until: end, open: true })
  return found
}

const lastsFor = (delay: number) => (one: { from: number; until: number }) => one.until - one.from >= delay

/** Alarms of a line of readings that is known up to `end`. */
export function standing(line: readonly Arrived[], { first, second, deadBand, on, off }: Setup, end: number): Expected[] {
  const alarms: Expected[] = []
  const beyond = stretches(line, (value) => value >= first, -Infinity, end).filter(lastsFor(on))
  const worse = stretches(line, (value) => value >= second, -Infinity, end).filter(lastsFor(on))
  let free = -Infinity
  for (const one of beyond) {
    const raised = one.from + on
    if (one.from < free) continue
    const back = stretches(line, (value) => value < first - deadBand, raised, end).find(lastsFor(off))
    const cleared = back ? back.from + off : null
    // long enough by the time it clears, and begun before that
    const last = cleared ?? end
    const isIn = ({ from }: { from: number }) => from + on >= raised && from + on <= last && (cleared === null || from < cleared)
    const stage = worse.some(isIn) ? 2 : 1
    alarms.push({ stage, raised, cleared, late: false })
    if (cleared === null) break
    free = cleared
  }
  return alarms
} // prettier-ignore

/** All alarms that arrivals have to leave, when nothing more comes and the clock stands still. */
export function expectedOf(arrivals: readonly Arrived[], setup: Setup): Expected[] {
  const { line, late } = split(arrivals)
  const end = line.at(-1)?.at ?? 0
  let alarms = standing(line, setup, end)
  for (const { reading, known } of late) {
    const stage = reading.value >= setup.second ? 2 : reading.value >= setup.first ? 1 : 0
    if (stage === 0) continue
    const then = line.slice(0, known)
    const newest = then.at(-1)!.at
    // as it was known when it came
    const seen = standing(then, setup, newest)
    const current = seen.at(-1)
    const stands = current?.cleared === null ? current : undefined
    const covers = (one: Expected) => one.raised - setup.on <= reading.at && (one.cleared === null || reading.at <= one.cleared)
    if (stands && covers(stands)) {
      alarms = alarms.map((one) => (!one.late && one.raised === stands.raised ? { ...one, stage: Math.max(one.stage, stage) } : one))
      continue
    }
    const before = [...seen.filter((one) => one.cleared !== null).map((one) => alarms.find(({ late: marked, raised }) => !marked && raised === one.raised)!), ...alarms.filter((one) => one.late)]
    if (before.some((one) => one.stage >= stage && covers(one))) continue
    alarms.push({ stage, raised: reading.at, cleared: stands ? stands.raised : newest, late: true })
  }
  return alarms.sort((one, other) => one.raised - other.raised || Number(one.late) - Number(other.late))
} // prettier-ignore
