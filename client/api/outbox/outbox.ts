import type { Problem, ProblemCode } from '#core/contract/problem.ts'
import { asProblem } from '../refusals.ts'
import { leaning } from './leaning.ts'
import type { NewRecord, OutboxRecord, OutboxStore, Queued } from './records.ts'

/** Tells the server of one record. `answers`: what records before it were answered, by id. @throws Problem as the server refuses */
export type Sender = (record: Queued, answers: ReadonlyMap<string, unknown>) => Promise<unknown>

/** Why sending stopped: all that could be sent was; no network; nobody is signed in; the server asks for a pause. */
export type Stop = 'empty' | 'no-answer' | 'sign-in-needed' | 'later'

interface Parts {
  readonly store: OutboxStore
  readonly senders: Readonly<Record<string, Sender>>
  /** Refusals that say that somebody else went on meanwhile. */
  readonly conflicts: ReadonlySet<string>
  /** The device's clock, epoch milliseconds. */
  now(): number
  /** Records that are not to be sent as things stand; they wait, and hold up nothing but what leans on them. */
  held?(record: OutboxRecord): boolean
  /** Called whenever a record changed. */
  changed(): void
}

/** Refusals that hold for whatever is sent now: sending stops, and goes on later with the same record. */
const STOPS: Readonly<Partial<Record<ProblemCode, Exclude<Stop, 'empty'>>>> = {
  'no-answer': 'no-answer',
  'sign-in-needed': 'sign-in-needed',
  'too-many': 'later',
  'too-slow': 'later',
  'scanner-away': 'later',
}

/**
 * The queue of what was done without the server. A record stays until the server said that it has it: a lost answer is asked for again
 * under the same id, and the server takes one id once. What is refused stays too, with the reason, until a person decides.
 */
export function outbox({ store, senders, conflicts, now, held = () => false, changed }: Parts) {
  let running: Promise<Stop> | undefined

  /** Keeps records, all of them or none; they survive the page and the device's sleep. Kept twice they are there once. */
  async function add(...records: readonly NewRecord[]): Promise<void> {
    const fresh = { after: [], bytes: 0, madeAt: now(), state: 'waiting', attempts: 0, problem: undefined, answer: undefined, doneAt: undefined } as const
    await store.add(records.map((record): OutboxRecord => ({ ...fresh, ...record })))
    changed()
  } // prettier-ignore

  async function settle(record: Queued, change: Partial<OutboxRecord>) {
    await store.change(record.id, { attempts: record.attempts + 1, ...change })
    changed()
  }

  /** @returns why sending has to stop, if it has to */
  async function send(record: Queued, answers: ReadonlyMap<string, unknown>): Promise<Exclude<Stop, 'empty'> | undefined> {
    const sender = senders[record.kind]
    if (!sender) throw new Error(`nothing sends records of kind ${record.kind}`)
    try {
      const answer = await sender(record, answers)
      // the bytes are the server's now
      await settle(record, { state: 'done', answer, doneAt: now(), problem: undefined, ...(record.bytes > 0 && { body: undefined, bytes: 0 }) })
      return undefined
    } catch (error) {
      return failed(record, asProblem(error))
    }
  } // prettier-ignore

  async function failed(record: Queued, problem: Problem): Promise<Exclude<Stop, 'empty'> | undefined> {
    const stop = STOPS[problem.code]
    // a fault of the server's own may pass: the record waits, and lets the others go first
    const waits = stop !== undefined || problem.code === 'internal'
    const state = waits ? 'waiting' : conflicts.has(problem.code) ? 'conflict' : 'refused'
    await settle(record, { state, problem: stop === 'no-answer' ? undefined : problem.toJSON() })
    return stop
  }

  async function run(): Promise<Stop> {
    const tried = new Set<string>()
    for (;;) {
      const all = await store.all()
      const answers = new Map(all.filter(({ state }) => state === 'done').map(({ id, answer }) => [id, answer]))
      const next = all.find(
        (one) =>
          one.state === 'waiting' &&
          !tried.has(one.id) &&
          one.after.every((before) => answers.has(before)) &&
          !held(one),
      )
      if (!next) return 'empty'
      tried.add(next.id)
      const stop = await send(next, answers)
      if (stop) return stop
    }
  }

  /** Sends what waits, one after another in the order in which it was made. Asked for while it sends, it joins. */
  const drain = (): Promise<Stop> => (running ??= run().finally(() => (running = undefined)))

  /** Puts a record that was refused, or that others overtook, back into the queue, with what a person made of it. */
  async function again(id: string, body: unknown): Promise<void> {
    await store.change(id, { body, state: 'waiting', problem: undefined })
    changed()
  }

  /** Drops a record that is not to be sent, and those that lean on it. @returns how many */
  async function drop(id: string): Promise<number> {
    const gone = leaning(await store.all(), id)
    for (const one of gone) await store.drop(one)
    changed()
    return gone.size
  }

  return { add, drain, again, drop, all: () => store.all() }
}
