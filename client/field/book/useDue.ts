import { useI18n } from 'vue-i18n'
import { dueWords } from '#core/domain/dueWords.ts'

/** How a due time stands, in words: by the one rule of days, by the server's clock as far as the device knows it. */
export function useDue() {
  const { t } = useI18n({ useScope: 'global' })
  return (due: string, now: number): string => {
    const { word, n, time } = dueWords(Date.parse(due), now)
    return word === 'left' ? t('field.left', { n }, n) : t(`panels.due.${word}`, { n, time }, n)
  }
}
