import type { ImportMapping } from '#core/contract/importShapes.ts'
import { Problem } from '#core/contract/problem.ts'
import { problem } from '../../http/problems.ts'
import { EnterpriseMapping, GridMapping } from './mapping.ts'

/** Under which name a mapping of the wizard stands; those that are kept have names of their own. */
const NAME = 'wizard'

/**
 * A mapping of the wizard as imports read it. @throws Problem invalid-request naming each place that does not fit, not-found where
 * files of this capability cannot be imported yet
 */
export function strictMapping({
  capability,
  scheme,
  columns,
  constants,
}: ImportMapping): EnterpriseMapping | GridMapping {
  const { key, ...others } = columns
  const read =
    capability === 'grids'
      ? GridMapping.safeParse({ capability, name: NAME, columns, constants })
      : capability === 'enterprises'
        ? EnterpriseMapping.safeParse({ capability, name: NAME, scheme, key, columns: others, constants })
        : undefined
  if (!read) throw problem('import-refused', NOT_YET, 'body.mapping.capability')
  if (read.success) return read.data
  const issues = read.error.issues.map(({ path, message }) => ({ at: ['body', 'mapping', ...path].join('.'), message }))
  throw new Problem('invalid-request', problem('invalid-request').message, issues)
}
const NOT_YET = [
  '目前可导入企业和网格；其他内容请稍候。',
  'Enterprises and grids can be imported; the others cannot yet.',
] as const

/** The mapping of a stage as the wizard knows it. */
export function wizardMapping(mapping: EnterpriseMapping | GridMapping): ImportMapping {
  const all = mapping.capability === 'enterprises' ? { key: mapping.key, ...mapping.columns } : mapping.columns
  const columns = Object.entries(all).flatMap(([field, column]) =>
    column
      ? [[field, { column: column.column, ...(column.translate && { translate: column.translate }) }] as const]
      : [],
  )
  return {
    capability: mapping.capability,
    scheme: mapping.capability === 'enterprises' ? mapping.scheme : 'uscc',
    columns: Object.fromEntries(columns),
    constants: Object.fromEntries(Object.entries(mapping.constants ?? {})),
  }
}
