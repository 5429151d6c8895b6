import { problem } from '../../http/problems.ts'

/** What the database says when it refuses an override, and where the form has that. */
const WORDS: Readonly<Record<string, readonly [zh: string, en: string, at: string]>> = {
  override_reason: ['请写明理由，10 至 400 字。', 'Give the reason, in 10 to 400 characters.', 'body.reason'],
  override_until: [
    '截止日应在今天之后、一年之内。',
    'The last day must be today or later, and within a year.',
    'body.until',
  ],
  override_same: [
    '与规则结果相同，不必改定；如已有改定，请撤销它。',
    'The rule says the same: there is nothing to set. Where a class was set, take that back.',
    'body.class',
  ],
  override_none: ['没有人工改定，无可撤销。', 'No class was set: there is nothing to take back.', 'body.class'],
}

/** Does it; a refusal of the database becomes a problem that a person can act on. */
export async function refusingOverride<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint } = error as { constraint?: unknown }
    if (constraint === 'override_unseen') throw problem('entry-changed')
    const [zh, en, at] = WORDS[String(constraint)] ?? []
    throw zh !== undefined && en !== undefined && at !== undefined ? problem('field-refused', [zh, en], at) : error
  }
}
