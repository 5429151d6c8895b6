import type { FaultKind } from '#core/domain/coverage.ts'
import { COVERAGE_HITS } from '../features/coverage/coverageLayer.ts'
import { kindOf } from '../features/coverage/coverageRules.ts'
import { CLUSTER_HITS, ENTERPRISE_HITS } from '../features/enterprises/enterprisesLayer.ts'
import { GRID_HITS } from '../features/grids/gridsLayer.ts'
import { HAZARD_HITS } from '../features/hazards/hazardsLayer.ts'
import { HAZARD_SOURCE_HITS } from '../features/hazardSources/hazardSourcesLayer.ts'
import { PLACE_HITS } from '../features/places/placesLayer.ts'
import type { HitLayers, Properties } from '../map/pointer.ts'

/** Counts of a cluster: 重大 较大 一般 低 未评级. */
export type Counts = readonly [number, number, number, number, number]

/** What is pointed at on the map. */
export type MapHit =
  | {
      readonly kind: 'enterprise'
      readonly id: number
      readonly name: string
      readonly risk: number
      readonly overdue: boolean
    }
  | {
      readonly kind: 'hazard-source'
      readonly id: number
      readonly enterprise: number
      readonly name: string
      readonly level: number
      readonly provisional: boolean
      readonly risk: number
      /** Early-warning colour, 1 red to 4 blue; 0 none. */
      readonly warning: number
    }
  | {
      readonly kind: 'hazards'
      /** The enterprise, where all are of one. */
      readonly enterprise: { readonly id: number; readonly name: string } | undefined
      readonly enterprises: number
      readonly open: number
      readonly overdue: number
      readonly major: number
      /** The one that there is, where there is but one. */
      readonly hazard: number | undefined
      readonly position: readonly [number, number]
    }
  | {
      readonly kind: 'cluster'
      readonly count: number
      readonly counts: Counts
      readonly position: readonly [number, number]
    }
  | { readonly kind: 'fault'; readonly of: FaultKind }
  | { readonly kind: 'place'; readonly id: number; readonly name: string; readonly of: 'park' | 'tower' }
  | { readonly kind: 'grid'; readonly id: number; readonly name: string }

const number = (value: unknown) => (typeof value === 'number' ? value : 0)
const text = (value: unknown) => (typeof value === 'string' ? value : '')

function hazardSource(properties: Properties): MapHit | undefined {
  const { id, enterprise, name, level, provisional, risk, warning } = properties
  if (!number(id)) return undefined
  return {
    kind: 'hazard-source',
    id: number(id),
    enterprise: number(enterprise),
    name: text(name),
    level: number(level),
    provisional: number(provisional) === 1,
    risk: number(risk),
    warning: number(warning),
  }
}

/** Single points have `risk`; a cluster of one has the same as `worst`. */
function enterprise({ id, name, risk, worst, overdue }: Properties): MapHit | undefined {
  if (!number(id)) return undefined
  return {
    kind: 'enterprise',
    id: number(id),
    name: text(name),
    risk: number(risk ?? worst),
    overdue: number(overdue) === 1,
  }
}

function cluster({ count, n1, n2, n3, n4, n0 }: Properties, position: readonly [number, number]): MapHit {
  return {
    kind: 'cluster',
    count: number(count),
    counts: [number(n1), number(n2), number(n3), number(n4), number(n0)],
    position,
  }
}

function hazards(properties: Properties, position: readonly [number, number]): MapHit {
  const { id, name, enterprises, open, overdue, major, hazard } = properties
  return {
    kind: 'hazards',
    enterprise: number(id) ? { id: number(id), name: text(name) } : undefined,
    enterprises: number(enterprises),
    open: number(open),
    overdue: number(overdue),
    major: number(major),
    hazard: number(hazard) || undefined,
    position,
  }
}

/** How the layers of the map are understood, in the order in which they are looked through. */
export const MAP_HITS: readonly HitLayers<MapHit>[] = [
  { layers: HAZARD_HITS, hit: hazards },
  { layers: HAZARD_SOURCE_HITS, hit: hazardSource },
  { layers: ENTERPRISE_HITS, hit: enterprise },
  { layers: CLUSTER_HITS, hit: cluster },
  {
    layers: COVERAGE_HITS,
    hit: ({ kind }) => {
      const of = kindOf(kind)
      return of && { kind: 'fault', of }
    },
  },
  {
    layers: GRID_HITS,
    hit: ({ id, name }) => (number(id) ? { kind: 'grid', id: number(id), name: text(name) } : undefined),
  },
  {
    layers: PLACE_HITS,
    // a named block is no place that is supervised as one
    hit: ({ id, name, kind }) =>
      number(id) && (kind === 'park' || kind === 'tower')
        ? { kind: 'place', id: number(id), name: text(name), of: kind }
        : undefined,
  },
]
