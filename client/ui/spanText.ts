import { useI18n } from 'vue-i18n'
import { spanOf } from './format.ts'

/** How long something took, in its two greatest units; — where that is not known. */
export function useSpanText(): (seconds: number | null | undefined) => string {
  const { t } = useI18n({ useScope: 'global' })
  return (seconds) => {
    if (seconds === null || seconds === undefined) return '—'
    const { unit, ...span } = spanOf(seconds)
    return t(`words.span.${unit}`, span)
  }
}
