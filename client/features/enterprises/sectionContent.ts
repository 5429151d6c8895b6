import type { WholeFile } from '#core/contract/enterpriseFiles.ts'
import type { FileSectionName } from '#core/domain/fileSections.ts'
import { dayBefore, longDay } from '#client/ui/districtTime.ts'
import { count, term } from '#client/ui/format.ts'

/** What one cell of a section shows. */
export interface Cell {
  readonly text: string
  /** Day to which it holds, null for without end; then the cell shows that and no text. */
  readonly until?: string | null
  readonly phone?: string | null
  /** Symbol before the text. */
  readonly symbol?: string
}
/** A fact of a section; null is 未填. */
export interface Fact {
  readonly name: string
  readonly value: string | null
}
/** What stands in a section: facts, then a table with its heads. */
export interface Content {
  readonly facts?: readonly Fact[]
  readonly heads?: readonly string[]
  readonly rows?: readonly (readonly Cell[])[]
  /** What to say of no rows at all. */
  readonly none?: string
}

/** Words of the page: `t` and whether there is such a word. */
export interface Say {
  readonly t: (key: string, values?: Record<string, unknown>) => string
  readonly te: (key: string) => boolean
  /** A member unit as the language of the page calls it. */
  readonly unit: (name: string) => string
}
const text = (value: string | number | null): Cell => ({ text: value === null ? '—' : String(value) })
const money = (value: number): Cell => text(value.toLocaleString('en', { maximumFractionDigits: 2 }))

type Contents = Readonly<Record<FileSectionName, (whole: WholeFile, say: Say) => Content>>

const industry = (code: string | null, { t, te }: Say) => {
  if (code === null) return null
  const section = `words.industry.${code.charAt(0)}`
  return te(section) ? `${t(section)} ${code}` : code
}
/** Who stands in today for the chief of its grid; null where nobody does. */
const standsIn = ({ gridSubstitute: of }: WholeFile['file'], { t }: Say) =>
  of && t('gridPeople.standsIn', { name: of.name, day: dayBefore(of.untilOn) })
const fact = (name: string, value: string | null): Fact => ({ name, value })
/** People of some offices. */
const people = (whole: WholeFile, { t }: Say, offices: readonly string[]): Content => ({
  heads: [t('file.head.office'), t('file.head.fullName'), t('file.head.phone'), t('file.head.appointed')],
  rows: [
    ...(offices.includes('safety-manager') && whole.file.safetyManager !== null
      ? [
          [
            text(t('file.office.safety-manager')),
            text(whole.file.safetyManager),
            { text: '', phone: whole.file.safetyManagerPhone },
            text(null),
          ],
        ]
      : []),
    ...whole.entries.person
      .filter(({ office }) => offices.includes(office))
      .map(({ office, name, phone, appointedOn }) => [
        text(t(`file.office.${office}`)),
        text(name),
        { text: '', phone },
        text(appointedOn),
      ]),
  ],
})

/** What stands in each section, of the file alone. */
const CONTENTS: Contents = {
  identity: ({ file, openedAt, aliases }, say) => ({
    facts: [
      fact(say.t('file.head.code'), file.identifier),
      ...aliases.map((one) => fact(say.t('file.alias'), say.t('file.aliasOf', { key: one.identifier, by: one.by, day: longDay(Date.parse(one.at)), file: one.fileName }))),
      fact(say.t('panels.file.industry'), industry(file.industry, say)),
      fact(say.t('panels.file.staff'), file.staff === null ? null : say.t('panels.file.people', { n: count(file.staff) })),
      fact(say.t('panels.file.status'), say.t(`panels.file.${file.status}`)),
      fact(say.t('panels.file.legalPerson'), file.legalPerson),
      fact(say.t('panels.file.address'), [file.nameOfPlace, file.address].filter(Boolean).join(' · ') || null),
      fact(say.t('panels.file.grid'), [file.gridName ?? say.t('words.blind'), file.gridPerson, standsIn(file, say)].filter(Boolean).join(' · ')),
      fact(say.t('panels.file.department'), file.departmentName === null ? say.t('words.ownerless') : say.unit(file.departmentName)),
      fact(say.t('file.head.nature'), [file.highRisk && say.t('file.highRisk'), file.crowded && say.t('file.crowded')].filter(Boolean).join(say.t('words.and')) || say.t('file.ordinary')),
      fact(say.t('file.head.opened'), longDay(Date.parse(openedAt))),
    ],
  }),
  class: ({ file }, { t }) => ({ facts: [fact(t('file.head.class'), file.class === null ? null : t(`words.class.${file.class}`))] }),
  position: ({ file }, { t }) => ({
    facts: [
      fact(t('file.head.position'), file.position === null ? null : `${file.position[0].toFixed(6)}°E, ${file.position[1].toFixed(6)}°N`),
      fact(t('file.head.datum'), t(`panels.file.datum.${file.sourceDatum}`)),
      fact(t('file.head.footprint'), file.hasFootprint ? t('panels.file.footprint') : null),
    ],
  }),
  people: (whole, say) => people(whole, say, ['responsible-person', 'safety-manager', 'contact', 'staff']),
  'safety-director': (whole, say) => people(whole, say, ['safety-director']),
  'safety-committee': (whole, say) => people(whole, say, ['safety-committee']),
  licences: ({ entries }, { t }) => ({
    heads: [t('file.head.kind'), t('file.head.number'), t('file.head.issuer'), t('file.head.issued'), t('file.head.until')],
    rows: entries.licence.map((one) => [text(t(`file.licence.${one.kind}`)), text(one.number), text(one.issuer), text(one.issuedOn), { text: '', until: one.expiresOn }]),
  }),
  certificates: ({ entries }, { t }) => ({
    heads: [t('file.head.kind'), t('file.head.holder'), t('file.head.subject'), t('file.head.number'), t('file.head.until')],
    rows: entries.certificate.map((one) => [text(t(`file.certificate.${one.kind}`)), text(one.holder), text(one.subject), text(one.number), { text: '', until: one.expiresOn }]),
  }),
  'risk-points': ({ file }, { t }) => ({
    heads: [t('file.head.riskPoint'), t('file.head.level'), t('file.head.inputs'), t('file.head.measures'), t('file.head.person')],
    rows: [...file.riskPoints].sort((a, b) => a.level - b.level).map((one) => [
      text(one.name),
      { text: t(`words.risk.${one.level}`), symbol: `risk-${one.level}` },
      text(one.method === 'LEC' ? `L ${one.likelihood} × E ${one.exposure} × C ${one.consequence} = ${term(one.score)}` : `L ${one.likelihood} × S ${one.consequence} = ${term(one.score)}`),
      text(one.measures),
      text(one.person),
    ]),
  }),
  'hazard-sources': ({ file }, { t }) => ({
    heads: [t('file.head.source'), t('file.head.level'), 'R', t('file.head.substances'), t('file.head.three'), t('file.head.assessed')],
    rows: file.hazardSources.map((one) => [
      text(one.name),
      one.level === null ? text(t('file.belowThreshold')) : { text: t(`words.level.${one.level}`), symbol: `hazard-source-${one.level}` },
      text(one.r === null ? null : term(one.r)),
      text(one.substances.map(({ name, quantity }) => (quantity === null ? name : `${name} ${term(quantity)} t`)).join(t('words.and'))),
      text([one.principal, one.technician, one.operator].map((name) => name ?? t('words.unfilled')).join(' / ')),
      text(one.assessedAt === null ? null : longDay(Date.parse(one.assessedAt))),
    ]),
  }),
  equipment: ({ entries }, { t }) => ({
    heads: [t('file.head.kind'), t('file.head.name'), t('file.head.registration'), t('file.head.inspectionDue')],
    rows: entries.equipment.map((one) => [text(t(`file.equipment.${one.kind}`)), text(one.name), text(one.registration), { text: '', until: one.inspectionDueOn }]),
  }),
  insurance: ({ entries }, { t }) => ({
    heads: [t('file.head.insurer'), t('file.head.policy'), t('file.head.from'), t('file.head.until')],
    rows: entries.insurance.map((one) => [text(one.insurer), text(one.policy), text(one.fromOn), { text: '', until: one.untilOn }]),
  }),
  funds: ({ entries }, { t }) => ({
    heads: [t('file.head.year'), t('file.head.fundDue'), t('file.head.fundSpent'), t('file.head.fundShare')],
    rows: entries.fund.map((one) => [text(one.year), money(one.due), money(one.spent), text(one.due > 0 ? `${((one.spent / one.due) * 100).toFixed(1)}%` : '—')]),
  }),
  plans: ({ entries }, { t }) => ({
    heads: [t('file.head.kind'), t('file.head.plan'), t('file.head.filed'), t('file.head.drilled')],
    rows: entries.plan.map((one) => [text(t(`file.plan.${one.kind}`)), text(one.name), text(one.filedOn), text(one.drilledOn)]),
  }),
  standardization: ({ file, standardizationUntil }, { t }) => ({
    heads: [t('file.head.level'), t('file.head.until')],
    rows: file.standardization === null ? [] : [[text(t('panels.file.standardizationLevel', { n: file.standardization })), { text: '', until: standardizationUntil }]],
  }),
  hazards: () => ({}),
  inspections: () => ({}),
  penalties: ({ entries }, { t }) => ({
    heads: [t('file.head.decided'), t('file.head.document'), t('file.head.authority'), t('file.head.reason'), t('file.head.amount')],
    rows: entries.penalty.map((one) => [text(one.decidedOn), text(one.document), text(one.authority), text(one.reason), money(one.amount)]),
    none: t('file.none'),
  }),
  accidents: ({ entries }, { t }) => ({
    heads: [t('file.head.day'), t('file.head.grade'), t('file.head.casualties'), t('file.head.loss'), t('file.head.description')],
    rows: entries.accident.map((one) => [text(one.happenedOn), text(t(`file.grade.${one.grade}`)), text(t('file.casualties', { deaths: one.deaths, injured: one.seriousInjuries })), money(one.directLoss), text(one.description)]),
    none: t('file.none'),
  }),
} // prettier-ignore

/** What stands in a section of a file, in the words of the page. */
export const contentOf = (section: FileSectionName, whole: WholeFile, say: Say): Content =>
  CONTENTS[section](whole, say)
