import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { type AlarmFile, type AlarmRow, alarms } from '#core/contract/alarms.ts'
import { type AlarmHandAct, alarmTransitionOf } from '#core/domain/alarmActs.ts'
import { call } from '#client/api/call.ts'
import { useLive } from '#client/api/liveStore.ts'
import { requestId } from '#client/api/requestId.ts'
import { useAct } from '#client/api/useAct.ts'
import { ageText } from '#client/ui/ageText.ts'
import type { DialogAct } from './alarmDraft.ts'
import { callsNow, isFound } from './alarmText.ts'
import { type AlarmShare, useAlarmFile, useAlarmPages } from './useAlarms.ts'

/** The list of the desk with its search, and the ages of what is in it. */
export function useDeskList() {
  const { t } = useI18n({ useScope: 'global' })
  const live = useLive()
  const share = ref<AlarmShare>('open')
  const text = ref('')
  const pages = useAlarmPages(() => share.value)
  const shown = computed(() => pages.rows.value.filter((row) => text.value.trim() === '' || isFound(row, text.value)))
  /** The server's clock, each second. */
  const now = computed(() => (live.age, Date.now() + live.clockOffset))
  const since = (at: string) => ageText(Math.max(0, Math.floor((now.value - Date.parse(at)) / 1000)), (key, values) => t(key, values))
  /** Those that call, by id with their stage: one that escalates calls anew. */
  const calling = computed(() => pages.rows.value.filter(callsNow).map(({ id, stage }) => `${id}.${stage}`))
  return { share, text, pages, shown, now, since, calling, live }
} // prettier-ignore

/** Which alarm is chosen, and what is done to it. Where the list goes on without it, it stays chosen. */
export function useDeskChoice(shown: () => readonly AlarmRow[], first: number | undefined) {
  const { t } = useI18n({ useScope: 'global' })
  const chosen = ref(first)
  const dialog = ref<DialogAct | 'maintenance'>()
  /** What a key did, or why it did nothing. */
  const said = ref('')
  const doing = useAct()
  const file = useAlarmFile(() => chosen.value)
  const open = computed(() => (file.answer.value?.id === chosen.value ? file.answer.value : undefined))
  watch(chosen, () => {
    said.value = ''
    doing.clear()
  })

  function move(step: 1 | -1) {
    const ids = shown().map(({ id }) => id)
    const at = chosen.value === undefined ? -1 : ids.indexOf(chosen.value)
    const next = at < 0 ? (step === 1 ? ids[0] : ids.at(-1)) : ids[at + step]
    if (next !== undefined) chosen.value = next
  }
  const take = (told: AlarmFile) => {
    if (told.id === chosen.value) file.answer.value = told
    dialog.value = undefined
  }
  /** Does at once what needs no words. */
  async function deed(alarm: AlarmFile, act: 'acknowledge' | 'unshelve') {
    const body = { request: requestId(), seen: alarm.events, act }
    const done = await doing.act(async () => take(await call(alarms.act, { params: { id: String(alarm.id) }, body })))
    if (done) said.value = t('alarms.done', { act: t(`alarms.act.${act}`) })
    else if (doing.problem.value?.code === 'alarm-changed') file.retry()
  }
  function act(wanted: AlarmHandAct | 'maintenance') {
    said.value = ''
    if (chosen.value === undefined) return
    if (!open.value) return void (said.value = t('alarms.waits'))
    if (wanted === 'maintenance') return void (dialog.value = open.value.source === null ? undefined : wanted)
    const meant = wanted === 'shelve' && open.value.shelvedUntil !== null ? 'unshelve' : wanted
    const may = open.value.may.find((one) => one.act === meant)
    if (!may || may.refusal !== null) {
      const barred = alarmTransitionOf(meant, open.value.state) ? 'not-allowed' : 'illegal'
      const reason = t(`alarms.refusal.${may?.refusal ?? barred}`)
      said.value = t('alarms.cannot', { act: t(`alarms.act.${meant}`), reason })
    } else if (meant === 'acknowledge' || meant === 'unshelve') void deed(open.value, meant)
    else dialog.value = meant
  }
  return { chosen, dialog, said, doing, file, open, move, act, take }
}
