/**
 * Sections of the enterprise file 一企一档: which of them apply, what each answers, who fills a gap and by when. Rule EF-1 is the
 * product's own where no law gives a number of days; what rests on a law says so.
 */
export const FILE_RULE = 'EF-1'

/** Who fills each section, in the order of the file. */
export const SECTION_FILLERS = {
  identity: 'enterprise',
  class: 'supervisor',
  position: 'enterprise',
  people: 'enterprise',
  'safety-director': 'enterprise',
  'safety-committee': 'enterprise',
  licences: 'enterprise',
  certificates: 'enterprise',
  'risk-points': 'enterprise',
  'hazard-sources': 'enterprise',
  equipment: 'enterprise',
  insurance: 'enterprise',
  funds: 'enterprise',
  plans: 'enterprise',
  standardization: 'enterprise',
  hazards: 'supervisor',
  inspections: 'supervisor',
  penalties: 'supervisor',
  accidents: 'supervisor',
} as const satisfies Record<string, 'enterprise' | 'supervisor'>
export type FileSectionName = keyof typeof SECTION_FILLERS
export const FILE_SECTIONS = Object.keys(SECTION_FILLERS) as [FileSectionName, ...FileSectionName[]]

/** Days after its file was opened within which an enterprise's gaps are to be filled. */
export const FILL_DAYS = 30
/** Days before an answer ends from which on it is due: a safety production licence is renewed three months ahead (安全生产许可证条例 9). */
export const NOTICE_DAYS = 90
/** Persons from which on a safety director 安全总监 and a committee 安委会 are due (山东省安全生产条例 19–22). */
export const STAFFING = {
  director: { highRisk: 100, other: 300 },
  committee: { highRisk: 300, other: 1000 },
} as const
/** Months between two drills: high-risk and crowded ones every half year, others every year (山东省安全生产条例 63). */
export const DRILL_MONTHS = { strict: 6, other: 12 } as const
/** Years after which a major hazard source is assessed anew (危险化学品重大危险源监督管理暂行规定 11). */
export const ASSESSMENT_YEARS = 3

/** What is known of a section. */
export interface SectionFacts {
  /** Why it does not apply; null where it does. */
  readonly absent: string | null
  /** What it lacks. */
  readonly lacks: readonly string[]
  /** Until when its answer holds; null where it has no end. */
  readonly until: Date | null
}

export type SectionState = 'filled' | 'missing' | 'due' | 'not-applicable'

const DAY_MS = 86_400_000

/** How a section stands, and by when it is to be filled or filled anew; past where that is overdue. */
export function sectionState(
  { absent, lacks, until }: SectionFacts,
  openedAt: Date,
  now: Date,
): { state: SectionState; dueAt: Date | null } {
  if (absent !== null) return { state: 'not-applicable', dueAt: null }
  if (lacks.length > 0) return { state: 'missing', dueAt: new Date(openedAt.getTime() + FILL_DAYS * DAY_MS) }
  if (until !== null && until.getTime() - now.getTime() <= NOTICE_DAYS * DAY_MS) return { state: 'due', dueAt: until }
  return { state: 'filled', dueAt: until }
}

/** Whether a section answers now: nothing is missing, and nothing has run out. */
export const answersNow = ({ absent, lacks, until }: SectionFacts, now: Date): boolean =>
  absent === null && lacks.length === 0 && (until === null || until > now)

/** How many of the sections that apply answer. */
export function completeness(sections: readonly SectionFacts[], now: Date): { n: number; of: number } {
  const applicable = sections.filter(({ absent }) => absent === null)
  return { n: applicable.filter((section) => answersNow(section, now)).length, of: applicable.length }
}
