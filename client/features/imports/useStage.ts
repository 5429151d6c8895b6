import { imports } from '#core/contract/imports.ts'
import { ref, watch } from 'vue'
import type { ImportStage } from '#core/contract/importShapes.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { beneathOf, isAtWork } from './steps.ts'
import { IMPORT_DATA, useLook } from './useLook.ts'

/**
 * A file on its way, kept fresh: asked for when the book changed, and each second while the server works on it or somebody is about to
 * confirm what it says.
 */
export function useStage(id: number) {
  const asked = { params: { id: String(id) } }
  const stage = useAnswer(imports.read, () => asked, { layers: IMPORT_DATA })
  const confirming = ref<number>()
  const beneath = ref<ReturnType<typeof beneathOf>>()
  useLook(stage, imports.read, asked, (now) => isAtWork(now) || confirming.value !== undefined)

  /** Takes over what an act was answered with. */
  function take(answered: ImportStage) {
    stage.answer.value = answered
    stage.at.value = Date.now()
  }
  /** Somebody is about to confirm what the check of this number says, or is no more. */
  function confirm(revision: number | undefined) {
    confirming.value = revision
    if (revision !== undefined) beneath.value = undefined
  }
  // at once, for the step that asks may be gone with what it asked about
  watch(
    stage.answer,
    (now) => {
      if (now === undefined || confirming.value === undefined) return
      beneath.value = beneathOf(confirming.value, now)
      if (beneath.value !== undefined) confirming.value = undefined
    },
    { flush: 'sync' },
  )
  return { ...stage, take, confirm, confirming, beneath }
}
