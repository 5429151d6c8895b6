/**
 * Inspections 检查 that are made here: their kinds, who makes which, and which times of a device are taken. The table inspection_right and
 * the constraints of the table inspection hold the same, and a test compares them.
 */
import type { PostKind } from './posts.ts'

/** Kinds of inspections, each with its word. */
export const INSPECTION_KIND_WORDS = {
  self: { zh: '自查', en: 'Self-inspection' },
  patrol: { zh: '巡查', en: 'Patrol' },
  enforcement: { zh: '执法', en: 'Enforcement' },
  joint: { zh: '联合', en: 'Joint' },
  expert: { zh: '专家诊断', en: 'Expert diagnosis' },
  leader: { zh: '带队', en: 'Led by a leader' },
  're-inspection': { zh: '回头看', en: 'Re-inspection' },
} as const
export type InspectionKind = keyof typeof INSPECTION_KIND_WORDS
export const INSPECTION_KINDS = Object.keys(INSPECTION_KIND_WORDS) as [InspectionKind, ...InspectionKind[]]

/** Which inspections each post makes, at the enterprises that it sees. Posts that are not named make none. */
export const INSPECTION_RIGHTS: Readonly<Partial<Record<PostKind, readonly InspectionKind[]>>> = {
  'grid-chief': ['patrol', 're-inspection'],
  'grid-worker': ['patrol', 're-inspection'],
  'department-officer': ['enforcement', 'joint', 'patrol', 're-inspection'],
  leader: ['leader'],
  'duty-officer': ['patrol', 'enforcement', 'joint', 'expert', 'leader', 're-inspection'],
  expert: ['expert'],
  'safety-manager': ['self'],
}

/** What an inspection goes on to, each with its word. It only grows. */
export const RECORD_KIND_WORDS = {
  signature: { zh: '签名', en: 'Signature' },
  refusal: { zh: '拒签', en: 'Refused to sign' },
  advice: { zh: '专家意见', en: 'Expert advice' },
  legal: { zh: '法律咨询', en: 'Legal consultation' },
  tracking: { zh: '跟踪', en: 'Tracking' },
  revisit: { zh: '回访', en: 'Re-visit' },
  remark: { zh: '备注', en: 'Remark' },
} as const
export type RecordKind = keyof typeof RECORD_KIND_WORDS
export const RECORD_KINDS = Object.keys(RECORD_KIND_WORDS) as [RecordKind, ...RecordKind[]]

/** Records that only whoever began the inspection adds: what is signed is signed before their eyes. */
export const OWN_RECORDS = ['signature', 'refusal', 'remark'] as const satisfies readonly RecordKind[]

/** Advice is given on an expert diagnosis alone. */
export const ADVISED_KIND = 'expert' satisfies InspectionKind

const inspecting = Object.keys(INSPECTION_RIGHTS) as PostKind[]
/**
 * Which posts add which records, to inspections that they see; those of OWN_RECORDS to their own alone. An enterprise does not re-visit
 * itself. The table inspection_record_right holds the same.
 */
export const RECORD_RIGHTS: Readonly<Record<RecordKind, readonly PostKind[]>> = {
  signature: inspecting,
  refusal: inspecting,
  remark: inspecting,
  advice: ['expert', 'duty-officer'],
  legal: ['duty-officer', 'department-officer', 'expert'],
  tracking: ['department-officer', 'duty-officer', 'grid-chief', 'safety-manager'],
  revisit: inspecting.filter((post) => post !== 'safety-manager'),
}

/** The records that a post adds to an inspection of that kind; `own`: whoever asks began it. */
export function recordsAllowed(
  post: PostKind,
  { kind, own }: { readonly kind: InspectionKind; readonly own: boolean },
): readonly RecordKind[] {
  const begins = own && INSPECTION_RIGHTS[post]?.includes(kind)
  const isOwn = (record: RecordKind) => (OWN_RECORDS as readonly RecordKind[]).includes(record)
  return RECORD_KINDS.filter(
    (record) =>
      RECORD_RIGHTS[record].includes(post) &&
      (begins || !isOwn(record)) &&
      (record !== 'advice' || kind === ADVISED_KIND),
  )
}

/** Who signs. */
export const SIGNING_SIDES = ['inspector', 'enterprise', 'witness'] as const

/** Under which source a finding of an inspection is reported as a hazard. */
export const FINDING_SOURCES = {
  self: 'self',
  patrol: 'patrol',
  enforcement: 'enforcement',
  joint: 'enforcement',
  expert: 'expert',
  leader: 'patrol',
  're-inspection': 'patrol',
} as const satisfies Record<InspectionKind, string>

/** What is found of an item of a checklist. */
export const ANSWERS = ['ok', 'wrong', 'not-applicable'] as const

/** Days that an inspection may stay open before it counts as left over 遗留. */
export const MOST_OPEN_DAYS = 7

/** Hours that a device's clock may be ahead, and days that a device may keep something before it is sent. */
export const MOST_AHEAD_HOURS = 2
export const MOST_KEPT_DAYS = 31
const HOUR = 3_600_000

/** Why a time of a device is refused at the time of the server; undefined where it is taken. Milliseconds since 1970. */
export function clockRefusal(device: number, server: number): 'ahead' | 'old' | undefined {
  if (device > server + MOST_AHEAD_HOURS * HOUR) return 'ahead'
  return device < server - MOST_KEPT_DAYS * 24 * HOUR ? 'old' : undefined
}
