import { computed, shallowRef } from 'vue'
import type { Datum, ImportMapping } from '#core/contract/importShapes.ts'
import { imports } from '#core/contract/imports.ts'
import type { Importable } from '#core/domain/importFields.ts'
import { call } from '#client/api/call.ts'
import { useAct } from '#client/api/useAct.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { type Draft, draftOf, isSame, keepDraft, readDraft } from './draft.ts'
import { gapsOf, lies } from './mapping.ts'
import { isLocked, type Standing } from './steps.ts'
import { useStage } from './useStage.ts'

/** What the preview and the reading of a file are asked with. */
const readingOf = ({ sheet, encoding }: Draft) => ({ ...(sheet && { sheet }), ...(encoding && { encoding }) })

/** One file on its way through the wizard: what the server keeps of it, and what was chosen here and is not sent yet. */
export function useWizard(id: number) {
  const params = { id: String(id) }
  const stage = useStage(id)
  const kept = shallowRef(readDraft(id, sessionStorage))
  const act = useAct()
  const sent = computed(() => (stage.answer.value ? draftOf(stage.answer.value) : undefined))
  const draft = computed((): Draft => kept.value ?? sent.value ?? { capability: 'enterprises' })

  const preview = useAnswer(
    imports.preview,
    () => {
      const now = stage.answer.value
      if (!now || isLocked(now)) return undefined
      return { params, query: { ...readingOf(draft.value), capability: draft.value.capability } }
    },
    { layers: [] },
  )
  const head = computed(() => preview.answer.value?.preview)
  const guess = computed(() => {
    const made = preview.answer.value?.guess
    return made?.mapping.capability === draft.value.capability ? made : undefined
  })
  const mapping = computed(() => draft.value.mapping ?? guess.value?.mapping)
  const gaps = computed(() => (mapping.value && head.value ? gapsOf(mapping.value, head.value) : []))
  const lying = computed(() => (mapping.value && head.value ? lies(mapping.value, head.value.format) : true))

  /** What is chosen now differs from what was checked. */
  const changed = computed(() => {
    const now = stage.answer.value
    if (!now?.mapping || !sent.value || !kept.value) return false
    return !isSame({ ...draft.value, mapping: mapping.value }, sent.value)
  })
  const standing = computed((): Standing | undefined => {
    const now = stage.answer.value
    if (!now) return undefined
    const mapped = mapping.value !== undefined && head.value !== undefined && gaps.value.length === 0
    const looked = draft.value.mapping !== undefined
    return {
      stage: now,
      mapped,
      looked,
      lies: lying.value,
      datum: draft.value.datum !== undefined,
      changed: changed.value,
    }
  })

  function set(next: Draft) {
    kept.value = next
    keepDraft(id, next, sessionStorage)
  }
  /** Another reading names other columns: what was mapped of the old ones is gone. */
  const read = (change: { sheet?: string; encoding?: Draft['encoding']; capability?: Importable }) =>
    set({ ...draft.value, ...change, mapping: undefined })
  const map = (next: ImportMapping | undefined) => set({ ...draft.value, mapping: next })
  const choose = (datum: Datum) => set({ ...draft.value, datum })

  /**
   * Begins to read and check every row by what is chosen. `outside`: why rows outside the district are taken all the same.
   * @returns whether it was begun
   */
  const start = (outside?: string) =>
    act.act(async () => {
      const chosen = mapping.value
      // rows that lie nowhere have nothing that a datum could move
      const datum = lying.value ? draft.value.datum : 'wgs84'
      if (!chosen || !datum) return
      const body = { ...readingOf(draft.value), mapping: chosen, datum, ...(outside !== undefined && { outside }) }
      stage.take(await call(imports.stage, { params, body }))
      kept.value = undefined
      keepDraft(id, undefined, sessionStorage)
    })
  const ready = computed(() => standing.value?.mapped === true && (!lying.value || draft.value.datum !== undefined))
  return {
    id, params, stage, preview, head, guess, draft, mapping, gaps, lying, changed, standing, ready, act,
    read, map, choose, start,
  } // prettier-ignore
}
export type Wizard = ReturnType<typeof useWizard>
