import type { NewHazard } from '#core/contract/hazards.ts'
import type { RecordWritten } from '#core/contract/inspectionRecords.ts'
import type { InspectionWritten } from '#core/contract/inspections.ts'
import type { HazardDeed } from '#core/contract/hazardLoop.ts'
import type { z } from 'zod'

/** Where the device stood, and within how many metres it knew. */
export interface Fix {
  readonly lng: number
  readonly lat: number
  readonly accuracyM: number
}
/** Where a picture was taken; what the camera wrote into it says nothing of how exactly. */
export type Place = Omit<Fix, 'accuracyM'> & Partial<Fix>

/** A hazard that was found, by the device's own clock. */
export type ReportBody = Pick<
  z.input<typeof NewHazard>,
  'enterprise' | 'source' | 'major' | 'description' | 'dueAt' | 'inspection' | 'checklistItem'
> & {
  readonly foundAt: string
  readonly position?: Fix | undefined
}

/** A photograph, made small, with nothing in its bytes but the picture. */
export interface PhotoBody {
  readonly enterprise: number
  /** The hazard it is of, or the record that reports it. */
  readonly hazard?: number | { readonly record: string } | undefined
  /** The visit at which it was taken, and the item of its checklist. */
  readonly inspection?: { readonly request: string; readonly item: number } | undefined
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** By the camera's clock. */
  readonly takenAt: string
  readonly position?: Place | undefined
}

/** The bytes of a photograph as the camera made them, with all that it wrote into them. */
export interface OriginalBody extends Pick<PhotoBody, 'enterprise' | 'name' | 'bytes' | 'takenAt' | 'position'> {
  /** The record of the photograph. */
  readonly photo: string
  readonly section: 'hazards' | 'inspections'
  /** Somebody said that it goes whatever the network costs. */
  readonly pressed: boolean
}

/** An act of the loop on top of what was seen of the hazard; `photos` are the records of its evidence. */
export interface DeedBody {
  readonly hazard: number
  readonly deed: Omit<HazardDeed, 'request' | 'documents'>
  readonly photos: readonly string[]
}

/** A visit as it was when it ended; it is written once, whole. */
export type InspectionBody = Omit<InspectionWritten, 'seen'>

type Unseen<One> = One extends { readonly seen: unknown } ? Omit<One, 'seen'> : never
/** A signature by hand, or that it was refused, put to a visit that the server does not have yet. */
export interface SignatureBody {
  /** The record of the visit. */
  readonly inspection: string
  /** How many findings whoever signed saw; each is a record before this one. */
  readonly findings: number
  readonly written: Unseen<RecordWritten>
}
