import { useI18n } from 'vue-i18n'
import type { Datum, ImportStage } from '#core/contract/importShapes.ts'
import type { Importable } from '#core/domain/importFields.ts'
import { useLive } from '#client/api/liveStore.ts'
import { momentText } from '#client/ui/districtTime.ts'
import { count } from '#client/ui/format.ts'
import { choicesOf } from './choices.ts'

const KB = 1024
const KM = 1000
/** Fields of a kind whose column bears the name of another field. */
const OWN: Readonly<Partial<Record<Importable, Readonly<Record<string, string>>>>> = {
  places: { kind: 'placeKind' },
  resources: { kind: 'resourceKind' },
}
const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Where the words of a value are; fields of several capabilities may have words of other pages. */
function placeOf(field: string, value: string): string {
  if (value === 'true' || value === 'false') return `imports.value.flag.${value}`
  if (field === 'office') return `file.office.${value}`
  if (field === 'kind') return `words.inspection.${value}`
  return `imports.value.${field}.${value}`
}

/** How fields, values, sizes and times of files are written. */
export function useImportWords() {
  const { t, te } = useI18n({ useScope: 'global' })
  const live = useLive()

  /** A field by its name in the contract or by its column in the book. */
  function field(name: string): string {
    const place = `imports.field.${camel(name)}`
    return te(place, 'zh') ? t(place) : name
  }
  /** A value that a field may have, as people call it. */
  function choice(name: string, value: string): string {
    const place = placeOf(name, value)
    return te(place, 'zh') ? t(place) : value
  }
  /** Whatever a field holds; nothing is 未填. */
  function value(capability: Importable, name: string, held: unknown): string {
    if (held === null || held === undefined || held === '') return t('words.unfilled')
    if (typeof held === 'boolean') return choice(name, String(held))
    const own = OWN[capability]?.[name] ?? camel(name)
    if (choicesOf(capability, own)?.includes(String(held))) return choice(own, String(held))
    return typeof held === 'object' ? JSON.stringify(held) : String(held)
  }
  const size = (bytes: number) =>
    bytes < KB * KB
      ? t('imports.size', { n: count(Math.max(1, Math.round(bytes / KB))) })
      : t('imports.sizeLarge', { n: (bytes / KB / KB).toFixed(1) })
  const moment = (at: string) => momentText(Date.parse(at), Date.now() + live.clockOffset)
  const made = ({ openedBy, openedAt }: Pick<ImportStage, 'openedBy' | 'openedAt'>) =>
    t('imports.made', { by: openedBy, at: moment(openedAt) })
  /** `640 m`, `1.1 km`. */
  const far = (metres: number) => (metres < KM ? `${Math.round(metres)} m` : `${(metres / KM).toFixed(1)} km`)
  const datum = (of: Datum) => t(`imports.datum.${of}`)
  return { field, choice, value, size, moment, made, far, datum }
}
