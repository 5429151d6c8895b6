import { useIntervalFn } from '@vueuse/core'
import { imports, type ImportStage } from '#core/contract/imports.ts'
import { call } from '#client/api/call.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { isAtWork } from './steps.ts'

const LOOK_MS = 1000

/** A file on its way, kept fresh: asked for when it is told to have changed, and each second while the server works on it. */
export function useStage(id: number) {
  const asked = { params: { id: String(id) } }
  const { answer, state, at, retry } = useAnswer(imports.read, () => asked, { layers: ['imports'] })
  let looking = false

  /** Takes over what an act was answered with. */
  function take(stage: ImportStage) {
    answer.value = stage
    at.value = Date.now()
  }
  async function look() {
    const now = answer.value
    if (looking || !now || !isAtWork(now) || state.value.is !== 'idle') return
    looking = true
    try {
      const next = await call(imports.read, asked, { byItself: true })
      // what an act was answered with meanwhile is newer
      if (answer.value === now) take(next)
    } catch {
      retry()
    } finally {
      looking = false
    }
  }
  useIntervalFn(() => void look(), LOOK_MS)
  return { answer, state, at, retry, take }
}
