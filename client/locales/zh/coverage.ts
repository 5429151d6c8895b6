import { FAULT_KIND_WORDS, FAULT_KINDS, type FaultKind, NODE_REASON_WORDS } from '#core/domain/coverage.ts'

/** Words of the proof of coverage 无盲区证明. */
export const coverage = {
  kind: Object.fromEntries(FAULT_KINDS.map((kind) => [kind, FAULT_KIND_WORDS[kind].zh])) as Record<FaultKind, string>,
  reason: {
    nobody: NODE_REASON_WORDS.nobody.zh,
    'no-phone': NODE_REASON_WORDS['no-phone'].zh,
    left: NODE_REASON_WORDS.left.zh,
  },
  openSource: '打开重大危险源 {name}',
  enterprises: '{n} 家',
  visits: '每月 {n} 次检查',
  width: '最宽 {n} 米',
}
