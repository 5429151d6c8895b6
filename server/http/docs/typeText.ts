import type { Schema } from './operations.ts'

type Part = Schema | boolean | undefined

const isSchema = (part: Part): part is Schema => typeof part === 'object'
const indent = (text: string) => text.replace(/\n/g, '\n  ')

function objectText({ properties = {}, required = [], additionalProperties, propertyNames }: Schema): string {
  const fields = Object.entries(properties).map(
    ([name, part]) => `${name}${required.includes(name) ? '' : '?'}: ${indent(typeText(part))}`,
  )
  if (isSchema(additionalProperties)) {
    const key = isSchema(propertyNames) ? typeText(propertyNames) : 'string'
    fields.push(`[${key}]: ${indent(typeText(additionalProperties))}`)
  }
  return fields.length === 0 ? '{}' : `{\n  ${fields.join('\n  ')}\n}`
}

function arrayText({ items, prefixItems }: Schema): string {
  if (prefixItems) return `[${prefixItems.map((part) => typeText(part)).join(', ')}]`
  const item = typeText(items as Part)
  return / \| /.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
}

/** A JSON Schema as a type that people read, written as TypeScript would. */
export function typeText(part: Part): string {
  if (!isSchema(part)) return 'unknown'
  if (part.const !== undefined) return JSON.stringify(part.const)
  if (part.enum) return part.enum.map((value) => JSON.stringify(value)).join(' | ')
  const either = part.anyOf ?? part.oneOf
  if (either) return either.map((one) => typeText(one)).join(' | ')
  const types = [part.type].flat()
  return types
    .map((type) => {
      if (type === 'object') return objectText(part)
      if (type === 'array') return arrayText(part)
      if (type === 'string' && part.format) return part.format
      return type ?? 'unknown'
    })
    .join(' | ')
}
