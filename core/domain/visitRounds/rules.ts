/** What is set by rule about whom to visit next and the round of a day; docs/rounds.md says what each does. */
export const ROUND_RULES = [
  'class-a',
  'class-b',
  'class-c',
  'risk-red',
  'risk-orange',
  'risk-yellow',
  'risk-blue',
  'risk-none',
  'never-visited',
  'overdue',
  'overdue-cycle',
  'overdue-most',
  'due',
  'visited',
  'hazard-overdue-major',
  'hazard-overdue',
  'hazard-major',
  'hazard-open',
  'minutes-a',
  'minutes-b',
  'minutes-c',
  'speed',
  'detour',
  'starts',
  'day-minutes',
  'opens',
  'closes',
  'most-routed',
] as const
export type RoundRuleKind = (typeof ROUND_RULES)[number]

/** Factors without unit, minutes, km/h, and minutes of the day. */
export type RoundRules = Readonly<Record<RoundRuleKind, number>>
