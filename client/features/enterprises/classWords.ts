import type { ClassAccount, ClassInputRow } from '#core/contract/classes.ts'
import { momentText } from '#client/ui/districtTime.ts'
import { count } from '#client/ui/format.ts'
import type { Cell, Say } from './sectionContent.ts'

function valueOf({ input, value, of }: ClassInputRow, now: number, { t }: Say): Cell {
  if (input === 'risk') return { text: [t(`words.risk.${value ?? 0}`), of].filter(Boolean).join(' · '), symbol: `risk-${value ?? 0}` } // prettier-ignore
  if (input === 'majorHazardSource') return { text: value === true ? t('classes.major', { of }) : t('classes.noMajor') }
  if (input === 'event') {
    if (typeof value !== 'string') return { text: t('classes.noEvent') }
    return { text: [momentText(Date.parse(value), now), of].filter(Boolean).join(' · ') }
  }
  if (input === 'staff') return { text: typeof value === 'number' ? t('panels.file.people', { n: count(value) }) : t('words.unfilled') } // prettier-ignore
  return { text: t(value === true ? 'classes.yes' : 'classes.no') }
}

function sourceOf({ value, source, by, at }: ClassInputRow, now: number, { t, te }: Say): string {
  if (at === null && (value === null || source === 'derived')) return '—'
  const from = te(`classes.source.${source}`) ? t(`classes.source.${source}`) : source
  return [from, by, at && momentText(Date.parse(at), now)].filter(Boolean).join(' · ')
}

function resultOf({ triggers, decides }: ClassInputRow, { t }: Say): string {
  if (triggers === null) return t('classes.triggers.none')
  return `${t(`classes.triggers.${triggers}`)} · ${t(decides ? 'classes.decides' : 'classes.idle')}`
}

/** Cells of one input: what it is, its value, where that came from, the threshold, what it does. */
export const inputCells = (row: ClassInputRow, now: number, say: Say): Cell[] => [
  { text: say.t(`classes.input.${row.input}`) },
  valueOf(row, now, say),
  { text: sourceOf(row, now, say) },
  { text: say.t(`classes.threshold.${row.input}`) },
  { text: resultOf(row, say) },
]

/** The ways to a lower class in one sentence. */
export const waysDown = ({ lower }: ClassAccount, { t }: Say): string =>
  lower
    .map((way) =>
      way
        .map(({ input, to }) => t(`classes.milder.${input}`, { n: to, level: t(`words.risk.${to ?? 0}`) }))
        .join(t('classes.and')),
    )
    .join(t('classes.or'))
