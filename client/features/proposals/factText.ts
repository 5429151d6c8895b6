import type { Position } from '#core/contract/route.ts'
import type { EnterpriseField } from '#core/domain/enterpriseFields.ts'
import { areaOf } from '#client/map/sketch.ts'
import { areaText } from '#client/map/scaleBar.ts'
import { positionText } from './factDraft.ts'

/** Words of the screen. */
export interface Say {
  t(key: string, values?: Record<string, unknown>): string
  te(key: string): boolean
  /** Name of a park, tower or block. */
  placeName?(id: string): string | undefined
}

/** A value of a field as people read it; nothing is 未填. */
export function factText(field: EnterpriseField, value: unknown, { t, te, placeName }: Say): string {
  if (value === null || value === undefined) return t('words.unfilled')
  switch (field) {
    case 'crowded':
    case 'highRisk':
      return t(value === true ? 'proposals.yes' : 'proposals.no')
    case 'status':
      return t(`panels.file.${String(value)}`)
    case 'place':
      return placeName?.(String(value)) ?? String(value)
    case 'staff':
      return t('panels.file.people', { n: Number(value).toLocaleString('en') })
    case 'standardization':
      return t('proposals.grade', { n: Number(value) })
    case 'industry': {
      const section = `words.industry.${String(value).charAt(0)}`
      return te(section) ? `${t(section)} ${String(value)}` : String(value)
    }
    case 'position': {
      const { at, datum, derived } = value as { at?: Position; datum?: string; derived?: true }
      if (!at) return positionText(value as Position)
      if (derived) return `${positionText(at)} (${t('proposals.inside')})`
      return `${positionText(at)} (${t(`proposals.datum.${datum ?? 'wgs84'}`)})`
    }
    case 'footprint': {
      const ring = (value as { ring?: Position[] }).ring ?? (value as Position[])
      return t('proposals.ring', { n: ring.length - 1, area: areaText(areaOf(ring.slice(0, -1))) })
    }
    default:
      return String(value)
  }
}
