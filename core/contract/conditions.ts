import { Filter, FILTER_FIELDS, type FilterField, type FilterText } from './filter.ts'

/** Version of the address of a view; a link of another version keeps its camera and forgets the rest. */
export const ADDRESS_VERSION = '1'

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Key and decoded value of each part of the address of a view, `#map=…&v=1&…`; of a key given twice the first counts. */
export function partsOf(hash: string): Map<string, string> {
  const parts = new Map<string, string>()
  for (const part of hash.replace(/^#/, '').split('&')) {
    const at = part.indexOf('=')
    const value = at > 0 ? decode(part.slice(at + 1)) : undefined
    if (value !== undefined && !parts.has(part.slice(0, at))) parts.set(part.slice(0, at), value)
  }
  return parts
}

/** What an address may say of the filter: the view itself is no condition. */
export const isCondition = (key: string): key is FilterField =>
  (FILTER_FIELDS as string[]).includes(key) && key !== 'bbox'

/** Conditions of an address. Those that the contract would refuse are left out, so that an old or broken link still opens. */
export function conditionsOf(parts: ReadonlyMap<string, string>): FilterText {
  if (parts.get('v') !== ADDRESS_VERSION) return {}
  const conditions = [...parts].filter(([key, value]) => isCondition(key) && Filter.shape[key].safeParse(value).success)
  return Object.fromEntries(conditions) as FilterText
}

/** A filter as text: the same for all ways to write the same conditions. Corners of a polygon keep their order. */
export function filterKey(filter: Filter): string {
  const said = FILTER_FIELDS.flatMap((field) => {
    const value = filter[field]
    if (value === undefined) return []
    const isSet = field !== 'polygon' && field !== 'bbox' && Array.isArray(value)
    return [[field, isSet ? [...(value as (string | number)[])].sort() : value]]
  })
  return JSON.stringify(said)
}
