import { SCENE_SECONDS } from '#core/contract/scenes.ts'

/** Whole seconds as typed; undefined where no playlist may stay so long or so short. */
export function secondsOf(typed: string): number | undefined {
  const seconds = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0
  return seconds >= SCENE_SECONDS.least && seconds <= SCENE_SECONDS.most ? seconds : undefined
}

/** The ids with the one at `at` moved by `step`; as they were where it would leave the list. */
export function moved(ids: readonly number[], at: number, step: -1 | 1): number[] {
  const next = [...ids]
  const [one] = next.splice(at, 1)
  if (one === undefined || at + step < 0 || at + step >= ids.length) return [...ids]
  next.splice(at + step, 0, one)
  return next
}
