import { useTimestamp } from '@vueuse/core'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { serverNow } from './device.ts'
import { useField } from './fieldStore.ts'

/** A book that was not brought up to date for this long while there was a signal is called old. */
const OLD_MS = 15 * 60_000
/** By so much the clocks of two answers may differ. */
const SLACK_MS = 60_000

/** How old the book on the device is, by the server's clock as far as the device knows it. */
export function useAge() {
  const field = useField()
  const { t } = useI18n({ useScope: 'global' })
  const tick = useTimestamp({ interval: 10_000 })
  const passed = computed(() => (field.head ? tick.value + field.head.offset - Date.parse(field.head.at) : undefined))
  /** The device is earlier than its own book: how old that is cannot be told. */
  const isSetBack = computed(() => (passed.value ?? 0) < -SLACK_MS)
  const age = computed(() => {
    if (passed.value === undefined) return t('field.never')
    if (isSetBack.value) return t('field.ageUnknown')
    const minutes = Math.floor(Math.max(0, passed.value) / 60_000)
    if (minutes < 1) return t(field.isOffline ? 'field.ageUnder' : 'field.ageNow')
    if (minutes < 60) return t('field.ageMinutes', { n: minutes })
    return minutes < 48 * 60 ? t('field.ageHours', { n: Math.floor(minutes / 60) }) : t('field.ageDays', { n: Math.floor(minutes / 1440) })
  })
  const isOld = computed(() => isSetBack.value || (passed.value ?? Infinity) > OLD_MS)
  /** The server's clock of this moment, ticking. */
  const now = computed(() => serverNow(field.head, tick.value))
  return { age, isOld, now }
} // prettier-ignore
