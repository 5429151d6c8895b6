/**
 * What alarms of values a sensor has to have, by another way than the engine's: it remembers nothing, but looks at all that came, in the
 * order of its own times. A condition is a function of time that holds each value until the next; an alarm stands from the end of the first
 * stretch beyond the limit that is long enough until the end of the first stretch within the dead band that is. Where the clock looks before
 * whatever comes, a stretch beyond is as long as it was known to be by then, whatever a reading said of it later.
 */
export interface Arrived {
  readonly at: number
  readonly value: number
  /** When it came; asked for where the clock looks. */
  readonly received?: number
}
export interface Setup {
  /** Limits of the first and second stage, high; the low ones are turned round by whoever asks. */
  readonly first: number
  readonly second: number
  readonly deadBand: number
  readonly on: number
  readonly off: number
  /** The clock looks before whatever comes and at an end, so far behind itself; left out, it stands still. */
  readonly clock?: { readonly behind: number; readonly end: number }
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

interface Stretch {
  readonly from: number
  readonly until: number
  /** When it was first known of, and when that it is over. */
  readonly known: number
  readonly over: number
}

/** Stretches of a line in which a test holds, each until the first value for which it does not; the last is open, until `end`, as of `asOf`. */
function stretches(line: readonly Arrived[], holds: (value: number) => boolean, from: number, { end, asOf }: Known): Stretch[] {
  const found: Stretch[] = []
  let since: Arrived | undefined
  const add = (until: number, over: number) => void (since && found.push({ from: since.at, until, known: since.received ?? 0, over }))
  for (const one of line) {
    if (one.at < from) continue
    if (holds(one.value)) since ??= one
    else if (since !== undefined) {
      add(one.at, one.received ?? 0)
      since = undefined
    }
  }
  add(end, asOf)
  return found
} // prettier-ignore

/** Up to when a line says something, and when whoever asks looks at it. */
interface Known {
  readonly end: number
  readonly asOf: number
}

const lastsFor = (delay: number) => (one: { from: number; until: number }) => one.until - one.from >= delay

/** Alarms of a line of readings as it is known. */
export function standing(line: readonly Arrived[], { first, second, deadBand, on, off, clock }: Setup, known: Known): Expected[] {
  const alarms: Expected[] = []
  const isForced = (one: Stretch) => clock !== undefined && one.known < one.over && one.over - clock.behind >= one.from + on
  const isLong = (one: Stretch) => lastsFor(on)(one) || isForced(one)
  const beyond = stretches(line, (value) => value >= first, -Infinity, known).filter(isLong)
  const worse = stretches(line, (value) => value >= second, -Infinity, known).filter(isLong)
  let free = -Infinity
  for (const one of beyond) {
    const raised = one.from + on
    if (one.from < free) continue
    const back = stretches(line, (value) => value < first - deadBand, one.from, known).find(lastsFor(off))
    const over = back ? back.from + off : Infinity
    // what the clock raised may have been over before that, by what came later
    const cleared = back ? Math.max(over, raised) : null
    // long enough by the time it clears, and begun before that
    const isIn = (bad: Stretch) => bad.from >= one.from && bad.from < over && (isForced(bad) || bad.from + on <= Math.min(over, known.end))
    alarms.push({ stage: worse.some(isIn) ? 2 : 1, raised, cleared, late: false })
    if (cleared === null) break
    free = over
  }
  return alarms
} // prettier-ignore

/** All alarms that arrivals have to leave, when nothing more comes. */
export function expectedOf(arrivals: readonly Arrived[], setup: Setup): Expected[] {
  const { line, late } = split(arrivals)
  const end = line.at(-1)?.at ?? 0
  let alarms = standing(line, setup, { end, asOf: setup.clock?.end ?? 0 })
  for (const { reading, known } of late) {
    const stage = reading.value >= setup.second ? 2 : reading.value >= setup.first ? 1 : 0
    if (stage === 0) continue
    const then = line.slice(0, known)
    const newest = then.at(-1)!.at
    // as it was known when it came
    const seen = standing(then, setup, { end: newest, asOf: reading.received ?? 0 })
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
