import type { ImportMapping } from '#core/contract/importShapes.ts'
import { Problem } from '#core/contract/problem.ts'
import { problem } from '../../http/problems.ts'
import { type Column, EnterpriseMapping, GridMapping, KindMapping, type Mapping } from './mapping.ts'

/** Under which name a mapping of the wizard stands; those that are kept have names of their own. */
const NAME = 'wizard'

function read({ capability, scheme, columns, constants }: ImportMapping) {
  const { key, ...others } = columns
  if (capability === 'grids') return GridMapping.safeParse({ capability, name: NAME, columns, constants })
  if (capability === 'enterprises')
    return EnterpriseMapping.safeParse({ capability, name: NAME, scheme, key, columns: others, constants })
  return KindMapping.safeParse({ capability, name: NAME, scheme, columns, constants })
}

/** A mapping of the wizard as imports read it. @throws Problem invalid-request naming each place that does not fit */
export function strictMapping(mapping: ImportMapping): Mapping {
  const result = read(mapping)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => ({
    at: ['body', 'mapping', ...path].join('.'),
    message,
  }))
  throw new Problem('invalid-request', problem('invalid-request').message, issues)
}

/** The mapping of a stage as the wizard knows it. */
export function wizardMapping(mapping: Mapping): ImportMapping {
  const all: Readonly<Record<string, Column | undefined>> =
    mapping.capability === 'enterprises' ? { key: mapping.key, ...mapping.columns } : mapping.columns
  const columns = Object.entries(all).flatMap(([field, column]) =>
    column
      ? [[field, { column: column.column, ...(column.translate && { translate: column.translate }) }] as const]
      : [],
  )
  return {
    capability: mapping.capability,
    scheme: mapping.capability === 'grids' ? 'uscc' : mapping.scheme,
    columns: Object.fromEntries(columns),
    constants: Object.fromEntries(Object.entries(mapping.constants ?? {})),
  }
}
