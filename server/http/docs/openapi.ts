import { z } from 'zod'
import { auditFields } from '#core/contract/audits.ts'
import {
  EnterprisesExport,
  EXPORT_FORMATS,
  HazardsExport,
  HazardSourcesExport,
  IndicatorExport,
} from '#core/contract/exports.ts'
import { filterFields } from '#core/contract/filter.ts'
import { ImportStage } from '#core/contract/importShapes.ts'
import { INDICATOR_IDS } from '#core/contract/indicators.ts'
import { LIVE_EVENTS } from '#core/contract/live.ts'
import { ProblemBody } from '#core/contract/problem.ts'
import type { Route } from '#core/contract/route.ts'
import { TILE_LAYERS } from '#core/contract/tiles.ts'
import { CATALOGUE } from './catalogue.ts'

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
type Content = Readonly<Record<string, { readonly schema: Schema }>>
export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly parameters: readonly (Parameter | Reference)[]
  readonly requestBody?: { readonly required: true; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>
export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: Readonly<Record<string, unknown>>
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Paths
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly parameters: Readonly<Record<string, Parameter>>
  }
}

/**
 * Without what zod adds for JavaScript's sake: bounds of safe integers, and patterns where a format says it. With the
 * defaults of numbers that travel as text, which zod leaves out because they are of the number, not of the text.
 */
function schemaOf(type: z.ZodType, io: 'input' | 'output'): Schema {
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
function describe(fields: z.ZodObject, where: Parameter['in']): Parameter[] {
  const { properties = {}, required = [] } = schemaOf(fields, 'input')
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as Schema
    return { name, in: where, required: required.includes(name), ...(description && { description }), schema }
  })
}

const filterField = (name: string): z.ZodType | undefined => filterFields[name as keyof typeof filterFields]

/** As `describe`, the fields of the one filter by reference. */
function parametersOf(fields: z.ZodObject | undefined, where: Parameter['in']): (Parameter | Reference)[] {
  if (!fields) return []
  return describe(fields, where).map((parameter) => {
    const { name } = parameter
    const shared = filterField(name) !== undefined && filterField(name) === fields.shape[name]
    return shared ? { $ref: `#/components/parameters/${name}` } : parameter
  })
}

const failure = {
  description: 'A problem, RFC 9457',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
const json = (schema: Schema): Content => ({ 'application/json': { schema } })

function operationOf(capability: string, name: string, route: Route): Operation {
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
const templated = (path: string) => path.replace(/:(\w+)/g, '{$1}')

function contractPaths(): Paths {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const [capability, routes] of Object.entries(CATALOGUE)) {
    for (const [name, route] of Object.entries(routes)) {
      const path = `/api${templated(route.path)}`
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(capability, name, route) }
    }
  }
  return paths
}

const layer = z.enum(TILE_LAYERS)
const whole = z.int().min(0)
const filter = z.object(filterFields)
const format = z.enum(EXPORT_FORMATS).describe('a zip holds the manifest beside the data; a CSV alone has none')

interface Download {
  readonly operationId: string
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly type: string
  readonly schema?: Schema
}

function download({ operationId, summary, params, query, type, schema }: Download): { get: Operation } {
  const content = { [type]: { schema: schema ?? { type: 'string' } } }
  return {
    get: {
      operationId,
      tags: [operationId.split('.')[0] ?? operationId],
      summary,
      parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
      responses: { '200': { description: 'The answer', content }, default: failure },
    },
  }
}

interface Upload {
  readonly operationId: string
  readonly summary: string
  readonly query: z.ZodObject
  readonly response: z.ZodType
}

/** A file as the body of a request. */
function upload({ operationId, summary, query, response }: Upload): { post: Operation } {
  const bytes = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } as Schema } }
  return {
    post: {
      operationId,
      tags: [operationId.split('.')[0] ?? operationId],
      summary,
      parameters: parametersOf(query, 'query'),
      requestBody: { required: true, content: bytes },
      responses: {
        '201': { description: 'The answer', content: json(schemaOf(response, 'output')) },
        default: failure,
      },
    },
  }
}

/** What is answered by other means than JSON routes of the contract: the stream, tiles, exports. */
const otherPaths = (): Paths => ({
  '/api/live': download({
    operationId: 'live.stream',
    summary: 'Server-sent events: beat (data versions), change (a layer changed in scope), down',
    type: 'text/event-stream',
    schema: schemaOf(z.object(LIVE_EVENTS).partial(), 'output'),
  }),
  '/api/exports/enterprises.{format}': download({
    operationId: 'exports.enterprises',
    summary: 'All enterprises of scope and filter as a file',
    params: z.object({ format }),
    query: EnterprisesExport,
    type: '*/*',
  }),
  '/api/exports/hazards.{format}': download({
    operationId: 'exports.hazards',
    summary: 'All hazards of the enterprises in scope and filter as a file',
    params: z.object({ format }),
    query: HazardsExport,
    type: '*/*',
  }),
  '/api/exports/hazard-sources.{format}': download({
    operationId: 'exports.hazardSources',
    summary: 'All major hazard sources of the enterprises in scope and filter as a file',
    params: z.object({ format }),
    query: HazardSourcesExport,
    type: '*/*',
  }),
  '/api/exports/indicators/{id}.{format}': download({
    operationId: 'exports.indicator',
    summary: 'Exactly the rows that one part of a figure counts, as a file',
    params: z.object({ id: z.enum(INDICATOR_IDS), format }),
    query: IndicatorExport,
    type: '*/*',
  }),
  '/api/exports/audits.csv': download({
    operationId: 'exports.audits',
    summary: 'The rows of a search of the audit as a sheet; for the audit administrator',
    query: z.object({ ...auditFields, lang: z.enum(['zh', 'en']).default('zh').describe('language of the headings') }),
    type: 'text/csv',
  }),
  '/api/imports': upload({
    operationId: 'imports.upload',
    summary: 'Upload a file to be imported, its bytes as the body; for data stewards',
    query: z.object({ name: lineText(255).describe('name of the file') }),
    response: ImportStage,
  }),
  '/api/imports/{id}/faulty.csv': download({
    operationId: 'imports.faulty',
    summary:
      'The rows of a staged file that stay out, as they were, with the reasons in a last column; for data stewards',
    params: z.object({ id: IdText }),
    type: 'text/csv',
  }),
  '/tiles/{layer}/{z}/{x}/{y}': download({
    operationId: 'tiles.tile',
    summary: 'Vector tile of a layer in scope and filter',
    params: z.object({ layer, z: whole, x: whole, y: whole }),
    query: filter,
    type: 'application/vnd.mapbox-vector-tile',
  }),
  '/tiles/{layer}.json': download({
    operationId: 'tiles.about',
    summary: 'TileJSON of a layer',
    params: z.object({ layer }),
    type: 'application/json',
    schema: { type: 'object' },
  }),
})

/** Paths of the contract and beside it; one path may have methods of both. */
function allPaths(): Paths {
  const paths: Record<string, Paths[string]> = { ...contractPaths() }
  for (const [path, methods] of Object.entries(otherPaths())) paths[path] = { ...paths[path], ...methods }
  return paths
}

/** The whole interface as OpenAPI 3.1, made from the contract. @param version of the program */
export function openApi(version: string): OpenApi {
  return {
    openapi: '3.1.0',
    info: {
      title: '安监一张图 · Anjian',
      version,
      description: 'Every answer holds only what lies in the scope of whoever asks.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: allPaths(),
    components: {
      schemas: { Problem: schemaOf(ProblemBody, 'output') },
      parameters: Object.fromEntries(describe(filter, 'query').map((parameter) => [parameter.name, parameter])),
    },
  }
}
