import type { ProblemBody } from '#core/contract/problem.ts'

/** How a record stands. `conflict`: others went on meanwhile, and a person decides. `refused`: it cannot be taken as it is. */
export type RecordState = 'waiting' | 'conflict' | 'refused' | 'done'

/** One thing done on this device that the server has to be told, or was told. */
export interface OutboxRecord {
  /** Made on the device; the server takes a record of one id once. */
  readonly id: string
  /** Which sender it is for. */
  readonly kind: string
  /** What is sent; its form is the sender's own. */
  readonly body: unknown
  /** What it is to whoever reads the queue. */
  readonly title: string
  readonly about: string
  /** Records that must be done before it, for it leans on what they were answered. */
  readonly after: readonly string[]
  /** By the device's clock, epoch milliseconds. */
  readonly madeAt: number
  readonly bytes: number
  readonly state: RecordState
  readonly attempts: number
  /** Why it was not taken, in the words of the server. */
  readonly problem: ProblemBody | undefined
  /** What the server answered. */
  readonly answer: unknown
  readonly doneAt: number | undefined
}

/** A record with its place in the queue, which grows by one with each. */
export type Queued = OutboxRecord & { readonly place: number }

/** What is known of a record before it is kept. */
export type NewRecord = Pick<OutboxRecord, 'id' | 'kind' | 'body' | 'title' | 'about'> &
  Partial<Pick<OutboxRecord, 'after' | 'bytes'>>

/** Where records are kept. Each call is whole or not done. */
export interface OutboxStore {
  /** Keeps all of them or none; those whose id is there already stay as they are. */
  add(records: readonly OutboxRecord[]): Promise<void>
  /** Writes over a record; nothing where it is gone. */
  change(id: string, change: Partial<OutboxRecord>): Promise<void>
  drop(id: string): Promise<void>
  /** All of them in the order in which they were made. */
  all(): Promise<Queued[]>
}
