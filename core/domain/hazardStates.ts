/** States of a hazard, each with its one word: on screens, in exports, and in files that come back. */
export const HAZARD_STATE_WORDS = {
  reported: { zh: '已上报', en: 'Reported' },
  verified: { zh: '已核实', en: 'Verified' },
  dispatched: { zh: '已派发', en: 'Dispatched' },
  rectifying: { zh: '整改中', en: 'Rectifying' },
  'extension-requested': { zh: '申请延期', en: 'Extension asked' },
  'pending-review': { zh: '待复查', en: 'To be reviewed' },
  rejected: { zh: '退回整改', en: 'Sent back' },
  closed: { zh: '已闭环', en: 'Closed' },
  voided: { zh: '作废', en: 'Voided' },
} as const
export type HazardState = keyof typeof HAZARD_STATE_WORDS
export const HAZARD_STATES = Object.keys(HAZARD_STATE_WORDS) as [HazardState, ...HazardState[]]

/** Those of a hazard that is neither closed nor void, in the order of the loop. */
export const OPEN_STATES = HAZARD_STATES.filter(
  (state): state is Exclude<HazardState, 'closed' | 'voided'> => state !== 'closed' && state !== 'voided',
)

/** The words of one language, by state. */
export const hazardStateWords = (language: 'zh' | 'en'): Record<HazardState, string> =>
  Object.fromEntries(HAZARD_STATES.map((state) => [state, HAZARD_STATE_WORDS[state][language]])) as Record<
    HazardState,
    string
  >
