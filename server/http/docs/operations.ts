import { z } from 'zod'
import { filterFields } from '#core/contract/filter.ts'
import type { Route } from '#core/contract/route.ts'

/** A JSON Schema as zod writes it. */
export type Schema = z.core.JSONSchema.BaseSchema
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description?: string
  readonly schema: Schema
}
/** A parameter of the one filter, described once. */
export interface Reference {
  readonly $ref: string
}
export type Content = Readonly<Record<string, { readonly schema: Schema }>>
export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly parameters: readonly (Parameter | Reference)[]
  readonly requestBody?: { readonly required: true; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}
export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>
/**
 * Without what zod adds for JavaScript's sake: bounds of safe integers, and patterns where a format says it. With the
 * defaults of numbers that travel as text, which zod leaves out because they are of the number, not of the text.
 */
export function schemaOf(type: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    io,
    target: 'draft-2020-12',
    override: ({ jsonSchema, zodSchema: { _zod } }) => {
      if (_zod.def.type === 'default') jsonSchema.default = (_zod.def as z.core.$ZodDefaultDef).defaultValue as never
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.format) delete jsonSchema.pattern
    },
  })
  return schema
}

/** The fields of a query or of path parameters, each on its own. */
export function describe(fields: z.ZodObject, where: Parameter['in']): Parameter[] {
  const { properties = {}, required = [] } = schemaOf(fields, 'input')
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as Schema
    return { name, in: where, required: required.includes(name), ...(description && { description }), schema }
  })
}

const filterField = (name: string): z.ZodType | undefined => filterFields[name as keyof typeof filterFields]

/** As `describe`, the fields of the one filter by reference. */
export function parametersOf(fields: z.ZodObject | undefined, where: Parameter['in']): (Parameter | Reference)[] {
  if (!fields) return []
  return describe(fields, where).map((parameter) => {
    const { name } = parameter
    const shared = filterField(name) !== undefined && filterField(name) === fields.shape[name]
    return shared ? { $ref: `#/components/parameters/${name}` } : parameter
  })
}

export const failure = {
  description: 'A problem, RFC 9457',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
export const json = (schema: Schema): Content => ({ 'application/json': { schema } })

export function operationOf(capability: string, name: string, route: Route): Operation {
  return {
    operationId: `${capability}.${name}`,
    tags: [capability],
    summary: route.summary,
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body && { requestBody: { required: true, content: json(schemaOf(route.body, 'input')) } }),
    responses: {
      [route.method === 'POST' ? '201' : '200']: {
        description: 'The answer',
        content: json(schemaOf(route.response, 'output')),
      },
      default: failure,
    },
  }
}

/** `/enterprises/:id` as OpenAPI writes it. */
export const templated = (path: string) => path.replace(/:(\w+)/g, '{$1}')

/** The one filter, whose fields are described once. */
export const filter = z.object(filterFields)
