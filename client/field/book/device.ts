import Dexie, { type Table } from 'dexie'
import type { EnterpriseFile, EnterpriseRow } from '#core/contract/enterprises.ts'
import type { Grid } from '#core/contract/grids.ts'
import type { HazardRow } from '#core/contract/hazards.ts'
import type { Figure } from '#core/contract/indicators.ts'
import type { Checklist } from '#core/contract/inspections.ts'
import { type Session, whoKey } from '#core/contract/session.ts'
import { QUEUE_SCHEMA } from '#client/api/outbox/queueTable.ts'
import type { OutboxRecord } from '#client/api/outbox/records.ts'

/** What the book on the device is of: one snapshot after another, each taken whole. */
export interface BookHead {
  readonly key: 'book'
  /** By the server's clock, as it answered. */
  readonly at: string
  /** The server's clock minus the device's, milliseconds. */
  readonly offset: number
  readonly district: string
  readonly demo: boolean
  readonly bounds: readonly [number, number, number, number] | null
  readonly figures: readonly Figure[]
  /** Of which state the ground of the map is: base map, district and grids. */
  readonly ground: string
}
/** The server's clock as far as the device knows it, epoch milliseconds: a device whose clock was set back is not before its own book. */
export const serverNow = (head: BookHead | undefined, device: number): number =>
  head ? Math.max(device + head.offset, Date.parse(head.at)) : device

/** Something begun and not yet handed to the queue, by the page that it belongs to. */
export interface Draft {
  readonly key: string
  readonly value: unknown
  readonly at: number
}

/** The database of one person on this device. Whoever else signs in has another, and cannot see this. */
export class Device extends Dexie {
  declare readonly heads: Table<BookHead, string>
  declare readonly grids: Table<Grid, number>
  declare readonly enterprises: Table<EnterpriseRow, number>
  declare readonly hazards: Table<HazardRow, number>
  declare readonly files: Table<EnterpriseFile, number>
  declare readonly checklists: Table<Checklist, number>
  declare readonly drafts: Table<Draft, string>
  declare readonly queue: Table<OutboxRecord & { readonly place?: number }, number>

  constructor(name: string) {
    super(name)
    this.version(1).stores({
      heads: 'key',
      grids: 'id',
      enterprises: 'id',
      hazards: 'id',
      files: 'id',
      checklists: 'id',
      drafts: 'key',
      queue: QUEUE_SCHEMA,
    })
  }
}

const PREFIX = 'anjian-field'
/** Name of the database of whoever is signed in: of an account and the post that is worn, or of a demo identity. */
export const deviceName = (who: Session): string => `${PREFIX}-${whoKey(who)}`

/** All that this product keeps on the device goes with it. */
export const deleteDevice = (name: string): Promise<void> => Dexie.delete(name)
