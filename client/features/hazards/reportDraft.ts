import { type hazards, NewHazard } from '#core/contract/hazards.ts'
import type { Input } from '#core/contract/route.ts'
import { instantOf } from '#client/ui/districtTime.ts'

/** What is reported, as it is typed; `due` is a day, and nothing typed is ''. */
export interface ReportDraft {
  readonly enterprise: number | undefined
  readonly source: string
  readonly description: string
  readonly due: string
  readonly major: boolean
}

/** As the contract takes it, or the fields that it refuses. */
export function reportOf(
  draft: ReportDraft,
  request: string,
): { body?: Input<typeof hazards.report>['body']; faults: ReadonlySet<string> } {
  const { due, ...told } = draft
  const { data, error } = NewHazard.safeParse({ ...told, request, dueAt: instantOf(`${due}T23:59`) })
  if (data) return { body: data, faults: new Set() }
  return { faults: new Set(error.issues.map(({ path }) => (path[0] === 'dueAt' ? 'due' : String(path[0])))) }
}
