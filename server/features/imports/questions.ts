import type { FilePreview, MappingGuess } from '#core/contract/importShapes.ts'
import { type PreviewAsked, previewFor } from './previewFor.ts'
import { openChecked, type Reading } from './reading.ts'
import { type Position, positionsIn, type SampleAsked } from './samples.ts'

/** What is asked of a file beside its rows; plain enough to be handed to another thread. */
export type Question =
  | { readonly is: 'preview'; readonly path: string; readonly asked: PreviewAsked }
  | { readonly is: 'positions'; readonly path: string; readonly asked: SampleAsked }
  | { readonly is: 'opening'; readonly path: string; readonly reading: Reading }

/** The answer to each. */
export interface Answers {
  readonly preview: { readonly preview: FilePreview; readonly guess: MappingGuess }
  readonly positions: readonly Position[]
  /** Nothing hinders all of it from being read. */
  readonly opening: true
}

async function opens(reading: Reading): Promise<true> {
  await openChecked(reading)
  return true
}

/** Looks into the file. @throws FileRefused where it cannot be read */
export function answerTo(question: Question): Promise<Answers[Question['is']]> {
  const { is, path } = question
  if (is === 'preview') return previewFor(path, question.asked)
  return is === 'positions' ? positionsIn(path, question.asked) : opens(question.reading)
}
