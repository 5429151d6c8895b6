import type { CoverageFault } from '#core/contract/coverage.ts'
import { INDUSTRY_SECTIONS } from '#core/domain/industry.ts'
import { areaText } from '#client/map/scaleBar.ts'
import { count, term } from '#client/ui/format.ts'

type Told = (key: string, values?: Record<string, string | number>) => string

/** `1.0 cm`, `85 cm`, `12.4 m`: never so coarse that a gap of a centimetre would be none. */
export const widthText = (metres: number): string =>
  metres < 0.1 ? `${(metres * 100).toFixed(1)} cm` : metres < 1 ? `${Math.round(metres * 100)} cm` : `${term(Number(metres.toFixed(1)))} m` // prettier-ignore

/** As areas are written elsewhere, but for those below ten m², which would else be rounded away. */
export const smallAreaText = (squareMetres: number): string =>
  squareMetres >= 10 ? areaText(squareMetres) : `${squareMetres < 0.01 ? '< 0.01' : squareMetres.toFixed(2)} m²`

const extentOf = ({ area, width }: CoverageFault) => ({
  area: area === null ? '—' : smallAreaText(area),
  width: width === null ? '—' : widthText(width),
})

const REGISTER = { nobody: 'manager', 'no-phone': 'managerPhone', left: 'left', none: 'register' } as const
const WHY: Readonly<Record<CoverageFault['kind'], (fault: CoverageFault, t: Told) => string>> = {
  'territory-gap': (fault, t) => t('coverage.why.gap', extentOf(fault)),
  'territory-overlap': (fault, t) => t('coverage.why.overlap', extentOf(fault)),
  'territory-outside': (fault, t) => t('coverage.why.outside', extentOf(fault)),
  'enterprise-no-grid': ({ position }, t) => t(`coverage.why.${position === null ? 'noPosition' : 'noGrid'}`),
  'enterprise-no-lead': (_fault, t) => t('coverage.why.noLead'),
  'enterprise-two-leads': ({ leads, clauses }, t) =>
    t('coverage.why.twoLeads', { names: leads.map((name, at) => (clauses[at] ? `${name}（${clauses[at]}）` : name)).join(t('words.and')) }), // prettier-ignore
  'industry-ownerless': ({ amount }, t) => t('coverage.why.industry', { n: count(amount ?? 0) }),
  'class-a-leader': (_fault, t) => t('coverage.why.leaderless'),
  'node-person': ({ reason }, t) => t(`coverage.why.${reason ?? 'nobody'}`),
  'chief-overload': ({ amount }, t) => t('coverage.why.overload', { n: term(amount ?? 0) }),
  'visit-overdue': (_fault, t) => t('coverage.why.overdue'),
  'source-responsible': (_fault, t) => t('coverage.why.responsible'),
  'place-register': ({ reason }, t) => t(`coverage.why.${REGISTER[reason ?? 'none']}`),
}
/** Why it is a fault, with its measures. */
export const whyText = (fault: CoverageFault, t: Told): string => WHY[fault.kind](fault, t)

/** What it is about: territory by the grids that it touches, an industry with the words of its section. */
export function faultName({ kind, subject, name }: CoverageFault, t: Told, tongue: 'zh' | 'en'): string {
  if (subject === 'territory') {
    if (name === '') return t('coverage.territoryAlone')
    return t(`coverage.${kind === 'territory-gap' ? 'territoryAt' : 'territoryOf'}`, { names: name })
  }
  if (subject !== 'industry') return name
  const section = INDUSTRY_SECTIONS.find(({ code }) => code === name.slice(0, 1))
  return section ? `${name} ${section[tongue]}` : name
}

/** What tells a fault from the others of its kind: its measures, or else the grid that it lies in. */
export const markText = (fault: CoverageFault, t: Told): string =>
  fault.reason !== null || fault.leads.length > 0 || fault.amount !== null || fault.width !== null
    ? whyText(fault, t)
    : (fault.gridName ?? whyText(fault, t))
