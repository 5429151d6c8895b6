import type { ImportStage } from '#core/contract/importShapes.ts'

/** The way of a file into the book. */
export const STEPS = ['file', 'mapping', 'datum', 'check', 'merges', 'publish'] as const
export type Step = (typeof STEPS)[number]

/** How far a file has come, by what is kept of it and by what is chosen here. */
export interface Standing {
  readonly stage: Pick<ImportStage, 'state' | 'outlook' | 'mapping'>
  /** Every field that must be mapped is. */
  readonly mapped: boolean
  /** Somebody has looked at the mapping: what was only guessed is not done. */
  readonly looked: boolean
  /** Its rows lie somewhere, so that its datum has to be said. */
  readonly lies: boolean
  readonly datum: boolean
  /** What is chosen here is not what was checked. */
  readonly changed: boolean
}

/** Whether a file is being read or published just now, so that its state is asked for each second. */
export const isAtWork = ({ state }: Pick<ImportStage, 'state'>): boolean =>
  state === 'staging' || state === 'publishing'

/** Whether a file is in the book, or on its last way there: nothing about it is chosen any more. */
export const isLocked = ({ state }: Pick<ImportStage, 'state'>): boolean =>
  state === 'publishing' || state === 'published'

/**
 * What became of a check while somebody was about to confirm it; undefined where it stands as it was read. `confirming` is the number of
 * what was read.
 */
export function beneathOf(confirming: number, { state, revision }: Pick<ImportStage, 'state' | 'revision'>) {
  if (isLocked({ state })) return 'published'
  if (state === 'staged') return revision === confirming ? undefined : 'changed'
  return state === 'staging' ? 'rechecked' : 'stopped'
}

/** Whether a file could not be read at all, so that there is nothing to go on with. */
export const isUnread = ({ state, mapping }: Pick<ImportStage, 'state' | 'mapping'>): boolean =>
  state === 'failed' && mapping === null

/** Whether all its rows were checked by what is chosen now. */
const isChecked = ({ stage, changed }: Standing) => stage.state === 'staged' && !changed

const OPEN: Readonly<Record<Step, (of: Standing) => boolean>> = {
  file: ({ stage }) => !isLocked(stage),
  mapping: ({ stage }) => !isLocked(stage),
  datum: ({ stage, mapped, lies }) => !isLocked(stage) && mapped && lies,
  check: ({ stage }) => !isLocked(stage) && stage.state !== 'opened' && !isUnread(stage),
  merges: (of) => isChecked(of),
  publish: (of) => isChecked(of) || isLocked(of.stage),
}
const DONE: Readonly<Record<Step, (of: Standing) => boolean>> = {
  file: ({ stage, looked }) => looked || (stage.state !== 'opened' && !isUnread(stage)),
  mapping: ({ stage, mapped, looked }) => (mapped && looked) || isLocked(stage),
  datum: ({ stage, datum, lies, mapped, looked }) => (mapped && looked && (datum || !lies)) || isLocked(stage),
  check: (of) => isChecked(of) || isLocked(of.stage),
  merges: (of) => (isChecked(of) && of.stage.outlook?.undecided === 0) || isLocked(of.stage),
  publish: ({ stage }) => stage.state === 'published',
}

/** Each step: whether it can be gone to, and whether nothing is left to do there. */
export const stepsOf = (of: Standing): { step: Step; open: boolean; done: boolean }[] =>
  STEPS.map((step) => ({ step, open: OPEN[step](of), done: DONE[step](of) }))

/** The step that a file waits at. */
export function homeStep(stage: Pick<ImportStage, 'state' | 'mapping'>): Step {
  const { state } = stage
  if (state === 'opened' || isUnread(stage)) return 'file'
  return state === 'publishing' || state === 'published' ? 'publish' : 'check'
}

/** The step an address names, where it can be gone to; else the one that the file waits at. */
export function stepAt(named: unknown, of: Standing): Step {
  const step = STEPS.find((one) => one === named)
  return step && OPEN[step](of) ? step : homeStep(of.stage)
}

/** The next step that is any use, and the one before; undefined at the ends. */
export const stepAfter = (step: Step, { lies }: Pick<Standing, 'lies'>): Step | undefined => neighbour(step, 1, lies)
export const stepBefore = (step: Step, { lies }: Pick<Standing, 'lies'>): Step | undefined => neighbour(step, -1, lies)

function neighbour(step: Step, by: 1 | -1, lies: boolean): Step | undefined {
  const next = STEPS[STEPS.indexOf(step) + by]
  return next === 'datum' && !lies ? neighbour(next, by, lies) : next
}
