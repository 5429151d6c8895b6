import type { EnterpriseRow } from '#core/contract/enterprises.ts'
import type { Checklist, ChecklistItem, InspectionWritten } from '#core/contract/inspections.ts'
import { type FinishLack, finishLacks } from '#core/domain/inspectionFinish.ts'
import { type ANSWERS, FINDING_SOURCES, type InspectionKind } from '#core/domain/inspections.ts'
import type { NewRecord } from '#client/api/outbox/records.ts'
import { instantOf, longDay } from '#client/ui/districtTime.ts'
import type { Fix, InspectionBody, ReportBody, SignatureBody } from './bodies.ts'
import type { Photo } from './photo.ts'

/** An answer as it is given on the spot; `hazard`: it is to become one. */
export interface Answered {
  readonly answer: (typeof ANSWERS)[number]
  readonly note: string
  readonly hazard: boolean
}

/** A visit while it lasts. */
export interface Visit {
  readonly request: string
  /** By the device's clock, when the first thing of it was done; '' before. */
  readonly deviceAt: string
  readonly checklist: number | undefined
  readonly checkIn: (Fix & { readonly at: string }) | undefined
  /** Why nobody checked in. */
  readonly noCheckIn: string
  /** By item. */
  answers: Record<number, Answered | undefined>
  note: string
  /** Names of the risk points whose codes were opened meanwhile. */
  readonly points: readonly string[]
}
export const emptyVisit = (request: string): Visit => ({ request, deviceAt: '', checklist: undefined, checkIn: undefined, noCheckIn: '', answers: {}, note: '', points: [] }) // prettier-ignore

interface Beside {
  readonly enterprise: EnterpriseRow
  readonly list: Checklist
  readonly kind: InspectionKind
  readonly words: {
    readonly visit: string
    /** Stands at a major item whose hazard follows the visit. */
    readonly reported: string
    readonly hazard: (what: string) => string
    readonly shifted: (minutes: number) => string
    readonly points: (names: readonly string[]) => string
  }
  /** The server's clock minus the device's, milliseconds. */
  readonly offset: number
}
const DAY_MS = 86_400_000
/** Days that a finding is given, by severity; no rule sets them. */
const DAYS = { general: 7, major: 15 } as const

/** The last minute of the day by which a finding is to be put right, by the device's clock. */
function dueOf({ severity }: ChecklistItem, foundAt: number, offset: number): string {
  const day = longDay(foundAt + offset + DAYS[severity] * DAY_MS)
  return new Date(Date.parse(instantOf(`${day}T23:59`)!) - offset).toISOString()
}

/** A name of a record that follows from two others, so that a visit handed over twice is in the queue once. */
function derived(request: string, item: number): string {
  const tail = item.toString(16).padStart(12, '0')
  return `${request.slice(0, 24)}${tail}`
}

/** A clock that is wrong by more than this is put right by what the last exchange told of it, and the visit says so. */
const WRONG_MS = 5 * 60_000
const moved = (at: string, by: number) => new Date(Date.parse(at) + by).toISOString()

/** What was wrong and becomes a hazard, with the words of it. */
export const findingsOf = (visit: Visit, list: Checklist) =>
  list.items.flatMap((item) => {
    const one = visit.answers[item.id]
    if (one?.answer !== 'wrong' || !one.hazard) return []
    const said = one.note.trim()
    return [{ item, description: (said === '' ? item.question : `${item.question}：${said}`).slice(0, 500) }]
  })

/** The visit and its findings as records: findings wait for the visit, and name it. */
export function visitRecords(visit: Visit, { enterprise, list, kind, words, offset }: Beside): NewRecord[] {
  const given = list.items.flatMap((item) => {
    const one = visit.answers[item.id]
    const said = one?.note.trim() ?? ''
    const follows = one?.answer === 'wrong' && one.hazard && item.severity === 'major' && said === ''
    return one ? [{ item, ...one, note: follows ? words.reported : said }] : []
  })
  const answers = given.map(({ item, answer, note }): InspectionWritten['answers'][number] => ({ item: item.id, answer, ...(note !== '' && { note }) }))
  const shift = Math.abs(offset) > WRONG_MS ? offset : 0
  const seen = visit.points.length === 0 ? '' : words.points(visit.points).slice(0, 400)
  const note = [visit.note.trim(), seen, shift === 0 ? '' : words.shifted(Math.round(-shift / 60_000))].filter(Boolean).join('\n')
  const body: InspectionBody = {
    enterprise: enterprise.id, kind, checklist: list.id, deviceAt: moved(visit.deviceAt, shift), answers, finished: true,
    ...(!visit.checkIn && visit.noCheckIn.trim() !== '' && { noCheckIn: visit.noCheckIn.trim() }),
    ...(visit.checkIn && { checkIn: { ...visit.checkIn, at: moved(visit.checkIn.at, shift) } }), ...(note !== '' && { note }),
  }
  const about = enterprise.name
  const findings = findingsOf(visit, list).map(({ item, description }): NewRecord => {
    const found: ReportBody = {
      enterprise: enterprise.id, source: FINDING_SOURCES[kind], major: item.severity === 'major', description, foundAt: visit.deviceAt,
      dueAt: dueOf(item, Date.parse(visit.deviceAt), offset), inspection: visit.request, checklistItem: item.id, position: visit.checkIn && { lng: visit.checkIn.lng, lat: visit.checkIn.lat, accuracyM: visit.checkIn.accuracyM },
    }
    return { id: derived(visit.request, item.id), kind: 'report', body: found, title: words.hazard(description.slice(0, 30)), about, after: [visit.request] }
  })
  return [{ id: visit.request, kind: 'inspection', body, title: words.visit, about }, ...findings]
} // prettier-ignore

/** What is missing before the visit may end, as the server judges it; a hazard that follows it is as good as one that stands. */
export function visitLacks(visit: Visit, list: Checklist): FinishLack[] {
  const given = list.items.flatMap(({ id }) => ({ item: id, of: visit.answers[id] }))
  const answers = given.flatMap(({ item, of }) => (of ? [{ item, answer: of.answer, note: of.note }] : []))
  const reported = given.filter(({ of }) => of?.answer === 'wrong' && of.hazard).map(({ item }) => item)
  const { note, noCheckIn, checkIn } = visit
  return finishLacks({ items: list.items, answers, note, noCheckIn, isCheckedIn: checkIn !== undefined, reported })
}

/** Whether an item asks to be shown as it was found: it names what shows it, and it is in order or not. */
export const wantsPhoto = ({ evidence }: ChecklistItem, answered: Answered | undefined): boolean =>
  evidence !== null && answered !== undefined && answered.answer !== 'not-applicable'

/** Photographs of a visit, by the item of the checklist at which they were taken. */
export type VisitPhotos = Readonly<Record<number, readonly Photo[] | undefined>>

/** What the photographs of each item of the list are of: the visit, its item, and the hazard that the item became. */
export const photosOfItems = (visit: Visit, list: Checklist, photos: VisitPhotos) =>
  list.items.flatMap(({ id: item }) => {
    const one = visit.answers[item]
    const isFinding = one?.answer === 'wrong' && one.hazard
    const inspection = { request: visit.request, item }
    return [{ photos: photos[item] ?? [], of: { inspection, ...(isFinding && { hazard: { record: derived(visit.request, item) } }) } }]
  }) // prettier-ignore

/** A signature or a refusal with the id of its record. */
export interface Signed {
  readonly id: string
  readonly written: SignatureBody['written']
}
/** Signatures as records: put to the visit and to every finding of it, they wait for all of them. */
export function signatureRecords(visit: Visit, list: Checklist, signed: readonly Signed[], told: (one: Signed) => Pick<NewRecord, 'title' | 'about'>): NewRecord[] {
  const findings = findingsOf(visit, list).map(({ item }) => derived(visit.request, item.id))
  return signed.map((one) => {
    const body: SignatureBody = { inspection: visit.request, findings: findings.length, written: one.written }
    return { id: one.id, kind: 'signature', body, ...told(one), after: [visit.request, ...findings] }
  })
} // prettier-ignore
