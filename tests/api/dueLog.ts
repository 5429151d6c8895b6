import type pg from 'pg'

/*
 * When hazards were due at any moment, folded from nothing but the events of their logs: it reads no column of a hazard that follows from them.
 */

/** The due time in force at a moment. */
export type DueThen = (moment: Date) => Date

interface Said {
  readonly hazard: number
  readonly act: string
  readonly at: Date
  readonly due: Date | null
}
const SETS: ReadonlySet<string> = new Set(['report', 'record', 'dispatch', 'grant-extension'])

/** The last due time that was set by `moment`, none before the finding; what was set first has been in force from the beginning. */
export function dueThenOf(log: readonly Omit<Said, 'hazard'>[], found: Date): DueThen {
  const set = log.flatMap(({ act, at, due }) => (SETS.has(act) && due ? [{ at, due }] : []))
  const last = set.length - 1
  return (moment) => {
    let standing = 0
    set.forEach(({ at }, index) => {
      if (at <= moment) standing = index
    })
    while (standing < last && set[standing]!.due < found) standing += 1
    return set[standing]!.due
  }
}

/** Of every hazard of the book, past every policy. */
export async function readDues(owner: pg.Pool): Promise<ReadonlyMap<number, DueThen>> {
  const { rows } = await owner.query<{ hazard: number; act: string; at: string; due: string | null }>(
    'select hazard, act, at, due_at as due from hazard_event order by hazard, n',
  )
  const found = await owner.query<{ id: number; at: string }>('select id, found_at as at from hazard')
  const logs = new Map<number, Said[]>()
  for (const { hazard, act, at, due } of rows) {
    const said = { hazard, act, at: new Date(at), due: due === null ? null : new Date(due) }
    const log = logs.get(hazard)
    if (log) log.push(said)
    else logs.set(hazard, [said])
  }
  return new Map(found.rows.map(({ id, at }) => [id, dueThenOf(logs.get(id)!, new Date(at))]))
}
