import { FAULT_KIND_WORDS, FAULT_KINDS, type FaultKind, NODE_REASON_WORDS } from '#core/domain/coverage.ts'

/** Words of the proof of coverage. */
export const coverage = {
  kind: Object.fromEntries(FAULT_KINDS.map((kind) => [kind, FAULT_KIND_WORDS[kind].en])) as Record<FaultKind, string>,
  reason: {
    nobody: NODE_REASON_WORDS.nobody.en,
    'no-phone': NODE_REASON_WORDS['no-phone'].en,
    left: NODE_REASON_WORDS.left.en,
  },
  openSource: 'Open hazard source {name}',
  enterprises: '{n} enterprises',
  visits: '{n} visits a month',
  width: 'up to {n} m wide',
}
