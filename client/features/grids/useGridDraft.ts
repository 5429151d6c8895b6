import { computed, ref, type Ref, shallowRef, triggerRef, watch } from 'vue'
import { type DraftOperation, GridDraft, GridDraftDetail, gridDrafts } from '#core/contract/gridDrafts.ts'
import { operate } from '#core/domain/gridDraft/operation.ts'
import { undo as takeBack } from '#core/domain/gridMesh/change.ts'
import type { Mesh } from '#core/domain/gridMesh/mesh.ts'
import type { Refusal } from '#core/domain/gridMesh/refusal.ts'
import { call } from '#client/api/call.ts'
import { asProblem } from '#client/api/refusals.ts'
import { useAct } from '#client/api/useAct.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { borderPart, meanwhile, refusalNow, type StepNews } from './meanwhile.ts'
import { meshOfNodes } from './meshOfNodes.ts'

/** What somebody else did to the draft while it was looked at. */
export interface DraftNews {
  readonly by: string
  readonly steps: readonly StepNews[]
  /** What was wished meanwhile and was not done. */
  readonly wish: DraftOperation | undefined
}
const changes = { undo: gridDrafts.undo, redo: gridDrafts.redo } as const
const states = { reopen: gridDrafts.reopen, withdraw: gridDrafts.withdraw } as const

/**
 * A draft that several hands edit. What is done to borders is tried on the mesh here at once; the server has the last word. Each deed says on which version it was
 * thought: where that is no longer the draft, it is taken as it is now, what others did is told, and the wish is kept.
 */
export function useGridDraft(id: () => number) {
  const params = () => ({ id: String(id()) })
  const asked = useAnswer(gridDrafts.read, () => ({ params: params() }), { layers: ['grids', 'grid-drafts'] })
  const act = useAct()
  const mesh: Ref<Mesh | undefined> = shallowRef()
  const news = shallowRef<DraftNews>()
  /** Why what was tried here was not done. */
  const refused = shallowRef<{ readonly refusal: Refusal; readonly operation: DraftOperation }>()
  const tries = ref(0)
  let known: GridDraftDetail | undefined

  function tell(now: GridDraftDetail, wish?: DraftOperation) {
    const steps = meanwhile(known?.steps ?? [], now.steps)
    const isElsewhere = known && known.draft.id === now.draft.id && known.draft.version !== now.draft.version
    if (known && (steps.length > 0 || wish || (isElsewhere && known.draft.state !== now.draft.state)))
      news.value = { by: now.draft.changedBy, steps, wish: wish ?? news.value?.wish }
  }
  function take(now: GridDraftDetail | undefined) {
    if (!act.busy.value && now && known?.draft.id === now.draft.id) tell(now)
    const isSame = known && now && known.draft.id === now.draft.id && known.draft.version === now.draft.version
    known = now
    if (!isSame || !mesh.value) mesh.value = now && meshOfNodes(now.nodes)
  }
  watch(asked.answer, take, { immediate: true })

  /** Takes the draft as it stands now, after a deed was refused because it is another by now. */
  function meet(error: unknown, wish: DraftOperation | undefined) {
    const { code, present } = asProblem(error)
    if (code !== 'grid-draft-changed') return
    const [whole, head] = [GridDraftDetail.safeParse(present), GridDraft.safeParse(present)]
    if (whole.success) {
      tell(whole.data, wish)
      asked.answer.value = whole.data
    } else {
      if (head.success) news.value = { by: head.data.changedBy, steps: [], wish }
      asked.retry()
    }
  }
  async function send(work: (seen: number) => Promise<GridDraftDetail>, wish?: DraftOperation): Promise<boolean> {
    const detail = asked.answer.value
    if (!detail || act.busy.value) return false
    refused.value = undefined
    tries.value += 1
    return act.act(async () => {
      try {
        const now = await work(detail.draft.version)
        known = now
        mesh.value = meshOfNodes(now.nodes)
        asked.answer.value = now
        news.value = undefined
      } catch (error) {
        meet(error, wish)
        throw error
      }
    })
  }
  /** Does one thing: on the mesh here at once, where nothing speaks against it, and at the server. @returns whether it was done */
  async function perform(operation: DraftOperation): Promise<boolean> {
    if (act.busy.value) return false
    act.clear()
    const part = borderPart(operation)
    const tried = mesh.value
    const refusal = part && tried && operate(tried, part)
    refused.value = refusal && { refusal, operation }
    if (refusal) return false
    if (part && tried) triggerRef(mesh)
    const done = await send(
      (seen) => call(gridDrafts.operate, { params: params(), body: { seen, operation } }),
      operation,
    )
    if (!done && part && tried && mesh.value === tried) {
      takeBack(tried)
      triggerRef(mesh)
    }
    return done
  }
  const change = (which: keyof typeof changes) =>
    send((seen) => call(changes[which], { params: params(), body: { seen } }))
  /** What is done to the draft as a whole is asked for in a dialog, which shows why it was refused. */
  async function decide(work: (seen: number) => Promise<GridDraft>) {
    const detail = asked.answer.value
    if (!detail) return
    try {
      asked.answer.value = { ...detail, draft: await work(detail.draft.version) }
    } catch (error) {
      meet(error, undefined)
      throw error
    } finally {
      asked.retry()
    }
  }
  const fits = computed(() => {
    const wish = news.value?.wish
    return wish && mesh.value ? refusalNow(mesh.value, wish) : undefined
  })
  return {
    ...asked,
    act,
    mesh,
    news,
    refused,
    /** Why the wish that was kept does not fit any more; undefined where it does. */
    fits,
    perform,
    undo: () => change('undo'),
    redo: () => change('redo'),
    plan: (effectiveOn: string) =>
      decide((seen) => call(gridDrafts.plan, { params: params(), body: { seen, effectiveOn } })),
    settle: (which: keyof typeof states) => decide((seen) => call(states[which], { params: params(), body: { seen } })),
    repeat: () => {
      const wish = news.value?.wish
      return wish ? perform(wish) : Promise.resolve(false)
    },
    forget: () => (news.value = undefined),
  }
}
export type DraftAtHand = ReturnType<typeof useGridDraft>
