import { computed, ref, shallowRef, watch } from 'vue'
import { Inspection, inspections } from '#core/contract/inspections.ts'
import { call } from '#client/api/call.ts'
import { asProblem } from '#client/api/refusals.ts'
import { useAct } from '#client/api/useAct.ts'
import { differences, draftOf, type InspectionDraft, writtenOf } from './inspectionDraft.ts'

/**
 * Writing on an inspection. What comes from elsewhere replaces what is typed only where nothing is; where both were changed a person
 * compares and decides.
 */
export function useWriting(shown: () => Inspection, saved: (inspection: Inspection) => void) {
  const act = useAct()
  const base = shallowRef(shown())
  const draft = ref<InspectionDraft>(draftOf(base.value))
  /** What stands now, where it was changed elsewhere. */
  const present = shallowRef<Inspection>()
  const isChanged = computed(() => differences(draft.value, draftOf(base.value)).length > 0)
  const conflicts = computed(() => (present.value ? differences(draft.value, draftOf(present.value)) : []))

  function take(inspection: Inspection) {
    base.value = inspection
    draft.value = draftOf(inspection)
    present.value = undefined
  }
  watch(shown, (now) => {
    if (now.version > base.value.version && isChanged.value) present.value = now
    else if (now.version >= base.value.version && !isChanged.value) take(now)
  })

  async function save(finished: boolean) {
    const params = { request: base.value.request }
    await act.act(async () => {
      try {
        const written = await call(inspections.write, { params, body: writtenOf(base.value, draft.value, finished) })
        take(written)
        saved(written)
      } catch (error) {
        const told = asProblem(error)
        const now = told.code === 'inspection-changed' ? Inspection.safeParse(told.present).data : undefined
        if (!now) throw error
        present.value = now
      }
    })
  }
  /** Goes on from what stands now, with what was typed here or without. */
  function decide(keepsMine: boolean) {
    const now = present.value
    if (!now) return
    const mine = draft.value
    take(now)
    if (!keepsMine) return
    const { answers } = draft.value
    draft.value = { note: mine.note, noCheckIn: mine.noCheckIn, answers: { ...answers, ...mine.answers } }
  }
  return { act, draft, base, present, conflicts, isChanged, save, decide }
}
