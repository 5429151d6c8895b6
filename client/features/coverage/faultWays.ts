import type { CoverageFault } from '#core/contract/coverage.ts'

/** Where it can be put right, and the word of the way there; undefined where the map is all that can be looked at. */
export interface Way {
  readonly to: string
  readonly word: string
}

const MAP_ZOOM = 16
const onMap = ([lng, lat]: readonly [number, number]): Way => ({
  to: `/#map=${MAP_ZOOM}/${lat.toFixed(6)}/${lng.toFixed(6)}&v=1`,
  word: 'map',
})

/** The ways from a fault: to its file, to where it is mended by whoever may, and to the one map. `imports`: whoever looks brings files into the book. */
export function waysOf(fault: CoverageFault, imports: boolean): Way[] {
  const { kind, subject, id, enterprise, name, position } = fault
  const ways: Way[] = []
  if (subject === 'enterprise' && id !== null) ways.push({ to: `/enterprises/${id}`, word: 'enterprise' })
  if (subject === 'hazard-source' && id !== null) ways.push({ to: `/hazard-sources/${id}`, word: 'source' })
  if (subject === 'hazard-source' && enterprise !== null) ways.push({ to: `/enterprises/${enterprise}`, word: 'enterprise' })
  if (subject === 'place' && id !== null) ways.push({ to: `/places/${id}`, word: 'place' })
  if (subject === 'industry') ways.push({ to: `/#v=1&industry=${encodeURIComponent(name)}&department=0`, word: 'industry' })
  if (kind === 'class-a-leader' && id !== null) ways.unshift({ to: `/assignments?assign=${id}`, word: 'assign' })
  if (kind === 'enterprise-two-leads' || kind === 'enterprise-no-lead' || subject === 'industry') ways.push({ to: '/supervision', word: 'supervision' })
  if (kind === 'visit-overdue' || kind === 'chief-overload') ways.push({ to: '/inspections', word: 'visits' })
  if (imports && (subject === 'territory' || subject === 'grid')) ways.push({ to: '/imports', word: 'imports' })
  if (imports && (kind === 'enterprise-two-leads' || subject === 'industry')) ways.push({ to: '/imports', word: 'departments' })
  if (position !== null) ways.push(onMap(position))
  return ways
} // prettier-ignore
