import type { DraftOperation, DraftStep } from '#core/contract/gridDrafts.ts'
import { type BorderOperation, operate } from '#core/domain/gridDraft/operation.ts'
import { undo } from '#core/domain/gridMesh/change.ts'
import type { Mesh } from '#core/domain/gridMesh/mesh.ts'
import type { Refusal } from '#core/domain/gridMesh/refusal.ts'

/** What became of a step between two sights of a draft. */
export interface StepNews {
  readonly step: DraftStep
  readonly how: 'done' | 'undone' | 'redone'
}

/** What others did between two sights of a draft, the earliest first. */
export function meanwhile(before: readonly DraftStep[], after: readonly DraftStep[]): StepNews[] {
  const known = new Map(before.map(({ number, state }) => [number, state]))
  const first = before.length === 0 ? 0 : Math.min(...before.map(({ number }) => number))
  return after
    .flatMap((step): StepNews[] => {
      const was = known.get(step.number)
      if (was === step.state) return []
      // one that was taken back before it was seen, and then gave way to another, left nothing
      if (step.state === 'dropped') return was === 'done' ? [{ step, how: 'undone' }] : []
      // the log tells the latest alone: what is older than all that was seen was not seen for that alone
      if (was === undefined) return step.number < first ? [] : [{ step, how: step.state }]
      return [{ step, how: step.state === 'done' ? 'redone' : 'undone' }]
    })
    .toSorted((a, b) => a.step.number - b.step.number)
}

/** An id that no grid has: what a split makes is given one by the server. */
const MADE = 2 ** 31

/** What an operation does to borders; undefined where it does nothing to them. */
export function borderPart(operation: DraftOperation): BorderOperation | undefined {
  if (operation.kind === 'describe') return undefined
  return operation.kind === 'split' ? { ...operation, made: MADE } : operation
}

/** Why an operation cannot be done to a mesh as it is, or nothing. The mesh is left as it was. */
export function refusalNow(mesh: Mesh, operation: DraftOperation): Refusal | undefined {
  const part = borderPart(operation)
  const refused = part && operate(mesh, part)
  if (part && !refused) undo(mesh)
  return refused
}
