import { ACTS, TOPICS } from '#core/contract/audits.ts'

/** The search as it is typed; times are those of the district, `2026-03-02T09:00`; empty is no condition. */
export interface AuditSearch {
  from: string
  until: string
  who: string
  act: string
  topic: string
  id: string
}

export const emptySearch = (): AuditSearch => ({ from: '', until: '', who: '', act: '', topic: '', id: '' })

const instantOf = (local: string) => {
  const moment = Date.parse(`${local}+08:00`)
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString()
}
const oneOf = <Value extends string>(values: readonly Value[], text: string) => values.find((value) => value === text)

/** The search as the contract asks it; what cannot be read is no condition. */
export function auditQuery({ from, until, who, act, topic, id }: AuditSearch) {
  const query = {
    from: instantOf(from),
    until: instantOf(until),
    who: who.trim() || undefined,
    act: oneOf(ACTS, act),
    topic: oneOf(TOPICS, topic),
    id: /^[1-9][0-9]{0,14}$/.test(id.trim()) ? id.trim() : undefined,
  }
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as {
    [Key in keyof typeof query]?: Exclude<(typeof query)[Key], undefined>
  }
}

/** Address of all rows of a search as CSV. */
export const auditExportLink = (search: AuditSearch, lang: string): string =>
  `/api/exports/audits.csv?${new URLSearchParams({ ...auditQuery(search), lang })}`
