import { imports } from '#core/contract/imports.ts'
import { ref } from 'vue'
import type { ImportStage } from '#core/contract/importShapes.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { isAtWork } from './steps.ts'
import { IMPORT_DATA, useLook } from './useLook.ts'

/**
 * A file on its way, kept fresh: asked for when the book changed, and each second while the server works on it or somebody is about to
 * confirm what it says.
 */
export function useStage(id: number) {
  const asked = { params: { id: String(id) } }
  const stage = useAnswer(imports.read, () => asked, { layers: IMPORT_DATA })
  const confirming = ref(false)
  useLook(stage, imports.read, asked, (now) => isAtWork(now) || confirming.value)

  /** Takes over what an act was answered with. */
  function take(answered: ImportStage) {
    stage.answer.value = answered
    stage.at.value = Date.now()
  }
  /** Whether somebody is about to confirm what it says. */
  const confirm = (now: boolean) => (confirming.value = now)
  return { ...stage, take, confirm }
}
