import { useI18n } from 'vue-i18n'
import { dueWords } from '#core/domain/dueWords.ts'
import { shortDay } from '#client/ui/districtTime.ts'

/** How a due time of something open stands, in words, and whether it has passed: by this very moment, whatever was fetched before it. */
export interface DueText {
  readonly text: string
  readonly isLate: boolean
}

/** Tells due times in the language of the page; both in epoch milliseconds, `now` by the server's clock. */
export function useDueText(): (due: number, now: number) => DueText {
  const { t } = useI18n({ useScope: 'global' })
  return (due, now) => {
    const { word, n, time } = dueWords(due, now)
    const isLate = word !== 'left' && word !== 'today'
    return { text: t(`panels.due.${word}`, { n, time, day: shortDay(due, now) }, n), isLate }
  }
}
