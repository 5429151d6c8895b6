import { z } from 'zod'
import { UPLOAD } from '#core/contract/documents.ts'
import { HazardDeed } from '#core/contract/hazardLoop.ts'
import { hazards } from '#core/contract/hazards.ts'
import { inspectionRecords, RecordWritten } from '#core/contract/inspectionRecords.ts'
import { inspections } from '#core/contract/inspections.ts'
import { patrols, PatrolTrack } from '#core/contract/patrols.ts'
import { Problem } from '#core/contract/problem.ts'
import { call } from '#client/api/call.ts'
import { send } from '#client/api/send.ts'
import type { Sender } from '#client/api/outbox/outbox.ts'
import type { DeedBody, InspectionBody, OriginalBody, PhotoBody, Place, ReportBody, SignatureBody } from './bodies.ts'
import type { TrackBody, TrackEndBody, TrackPointsBody } from './patrol.ts'

/** What of an answer others lean on. */
const Reported = z.object({ hazard: z.number().int() })
const Visited = z.object({ version: z.number().int() })
const Photographed = z.object({ document: z.number().int() })

/** The track as the server has it: the one that was begun, or the one that was on and is taken up again. */
export const Tracked = z.object({ request: z.uuid() })
type Tracked = z.infer<typeof Tracked>

/** Of a person whose track is on already, begun elsewhere or before the device forgot: that one goes on. @throws what else came */
function openTrack(error: unknown): PatrolTrack {
  if (error instanceof Problem && error.code === 'patrol-open') return PatrolTrack.parse(error.present)
  throw error
}

const uploadPath = (enterprise: number) => UPLOAD.path.replace(':id', String(enterprise))
const placed = (position: Place | undefined) =>
  position && {
    lng: position.lng.toFixed(7),
    lat: position.lat.toFixed(7),
    accuracyM: position.accuracyM?.toFixed(1),
  }

/** How each kind of record reaches the server; each under its own id, so that it is taken once however often it is sent. */
export const senders = (now: () => number) =>
  ({
    /** The device's clock may be wrong by hours: the time of sending goes along, and the server counts back by the difference. */
    async report({ id, body }) {
      const { position, ...found } = body as ReportBody
      const sentAt = new Date(now()).toISOString()
      const made = await call(hazards.report, {
        body: { ...found, ...(position && { position }), request: id, sentAt },
      })
      return { hazard: made.id }
    },
    async photo({ id, body }, answers) {
      const { enterprise, hazard, inspection, name, bytes, takenAt, position } = body as PhotoBody
      const of = typeof hazard === 'object' ? Reported.parse(answers.get(hazard.record)).hazard : hazard
      const section = of === undefined ? 'inspections' : 'hazards'
      const at = inspection && { inspection: inspection.request, checklistItem: inspection.item }
      const asked = { request: id, name, kind: 'photo', section, hazard: of, ...at, takenAt, ...placed(position) }
      return UPLOAD.response.parse(await send(uploadPath(enterprise), asked, bytes))
    },
    async original({ id, body }, answers) {
      const { enterprise, photo, section, name, bytes, takenAt, position } = body as OriginalBody
      const originalOf = Photographed.parse(answers.get(photo)).document
      const asked = { request: id, name, kind: 'photo', section, originalOf, takenAt, ...placed(position) }
      return UPLOAD.response.parse(await send(uploadPath(enterprise), asked, bytes))
    },
    async inspection({ id, body }) {
      const written = { ...(body as InspectionBody), seen: 0 }
      const { version } = await call(inspections.write, { params: { request: id }, body: written })
      return { inspection: id, version }
    },
    /** Put to the visit as the server has it now, with the findings that whoever signed saw: gone on since, it is refused. */
    async signature({ id, body }, answers) {
      const { inspection, findings, written } = body as SignatureBody
      const { version } = Visited.parse(answers.get(inspection))
      const whole = RecordWritten.parse({ ...written, seen: { version, findings } })
      const { kind } = await call(inspectionRecords.add, { params: { request: inspection, record: id }, body: whole })
      return { inspection, kind }
    },
    async deed({ id, body }, answers) {
      const { hazard, deed, photos } = body as DeedBody
      const documents = photos.map((one) => Photographed.parse(answers.get(one)).document)
      const whole = HazardDeed.parse({ ...deed, documents, request: id })
      const { events, state } = await call(hazards.act, { params: { id: String(hazard) }, body: whole })
      return { hazard, events, state }
    },
    /** As of a report: the server counts the times of a track back by the difference of the clocks. */
    async track({ id, body }) {
      const { beganAt } = body as TrackBody
      const sentAt = new Date(now()).toISOString()
      const { request } = await call(patrols.begin, { body: { request: id, beganAt, sentAt } }).catch(openTrack)
      return { request } satisfies Tracked
    },
    async trackPoints({ body }, answers) {
      const { track, points } = body as TrackPointsBody
      return call(patrols.points, { params: { request: Tracked.parse(answers.get(track)).request }, body: { points } })
    },
    async trackEnd({ body }, answers) {
      const { track, endedAt } = body as TrackEndBody
      const of = Tracked.parse(answers.get(track)).request
      const { request } = await call(patrols.end, { params: { request: of }, body: { endedAt } })
      return { request }
    },
  }) satisfies Readonly<Record<string, Sender>>

/** Refusals that say that somebody else went on with the same hazard meanwhile. */
export const CONFLICTS: ReadonlySet<string> = new Set(['hazard-changed'])
