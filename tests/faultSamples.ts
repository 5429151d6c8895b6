import type { CoverageFault } from '#core/contract/coverage.ts'
import { coverage } from '../client/locales/zh/coverage.ts'

const SUBJECTS = {
  'industry-ownerless': 'industry',
  'node-person': 'grid',
  'chief-overload': 'chief',
  'source-responsible': 'hazard-source',
  'place-register': 'place',
} as const
/** A fault of a kind; what is not said of it is of no matter. */
export const fault = (kind: CoverageFault['kind'], more: Partial<CoverageFault> = {}): CoverageFault => ({
  key: `${kind}:1`,
  kind,
  subject: kind.startsWith('territory') ? 'territory' : (SUBJECTS[kind as keyof typeof SUBJECTS] ?? 'enterprise'),
  id: 5, enterprise: null, name: '蓝鲸化工（演示）', gridName: null, reason: null, leads: [], clauses: [], amount: 3, area: 2, width: 0.01,
  position: [121.5, 37.4], shape: null, task: null, owner: { desk: 'government', id: null, name: '' },
  ...more,
}) // prettier-ignore

/** The words of the page themselves: a path that is none of theirs is a fault of the caller. */
export function told(path: string, values: Record<string, string | number> = {}): string {
  if (path === 'words.and') return '、'
  const words = path.split('.').slice(1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], coverage)
  if (typeof words !== 'string') throw new Error(`no words at ${path}`)
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
} // prettier-ignore
