import { useI18n } from 'vue-i18n'
import { alarms } from '#core/contract/alarms.ts'
import { alarmWords } from '#core/domain/alarmActs.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** When the sensors of a source alarmed, the latest 200, as marks on their charts. */
export function useSourceAlarms(source: () => number) {
  const { locale } = useI18n({ useScope: 'global' })
  const { answer } = useAnswer(
    alarms.list,
    () => ({ query: { source: String(source()), share: 'all' as const, order: 'newest' as const, limit: '200' } }),
    { layers: ['alarms', 'hazard-sources'] },
  )
  const marksOf = (sensor: number) =>
    (answer.value?.rows ?? [])
      .filter((alarm) => alarm.sensor === sensor)
      .map((alarm) => ({
        at: Date.parse(alarm.raisedAt),
        text: alarmWords(alarm)[locale.value === 'en' ? 'en' : 'zh'],
      }))
  return { marksOf }
}
