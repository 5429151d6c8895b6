import { imports } from '#core/contract/imports.ts'
import type { ImportStage } from '#core/contract/importShapes.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { isAtWork } from './steps.ts'
import { IMPORT_DATA, useLook } from './useLook.ts'

/** A file on its way, kept fresh: asked for when the book changed, and each second while the server works on it. */
export function useStage(id: number) {
  const asked = { params: { id: String(id) } }
  const stage = useAnswer(imports.read, () => asked, { layers: IMPORT_DATA })
  useLook(stage, imports.read, asked, isAtWork)

  /** Takes over what an act was answered with. */
  function take(answered: ImportStage) {
    stage.answer.value = answered
    stage.at.value = Date.now()
  }
  return { ...stage, take }
}
