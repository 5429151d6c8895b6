import { z } from 'zod'
import { auditFields } from '#core/contract/audits.ts'
import {
  BelongingsExport,
  type BookList,
  DISTRICT_LISTS,
  DistrictExport,
  ENTERPRISE_LISTS,
  EnterprisesExport,
  EXPORT_FORMATS,
  HazardsExport,
  HazardSourcesExport,
  IndicatorExport,
  REPORT_FORMATS,
  ReportExport,
  SubstancesExport,
} from '#core/contract/exports.ts'
import { documents, MEDIA_TYPES, UPLOAD } from '#core/contract/documents.ts'
import { CHECKLIST_PREVIEW, ChecklistSeen } from '#core/contract/checklists.ts'
import { CHECKLIST_FILE } from '#core/contract/inspections.ts'
import { ImportStage } from '#core/contract/importShapes.ts'
import { IdText, lineText } from '#core/contract/route.ts'
import { INDICATOR_IDS } from '#core/contract/indicators.ts'
import { LIVE_EVENTS } from '#core/contract/live.ts'
import { readings } from '#core/contract/readings.ts'
import { ReadingsExport } from '#core/contract/sensors.ts'
import { TILE_LAYERS } from '#core/contract/tiles.ts'
import {
  type Schema,
  type Operation,
  type Paths,
  schemaOf,
  parametersOf,
  failure,
  json,
  operationOf,
  templated,
  filter,
} from './operations.ts'

const layer = z.enum(TILE_LAYERS)
const whole = z.int().min(0)
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

const binary: Schema = { type: 'string', format: 'binary' }

interface Upload {
  readonly operationId: string
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly response: z.ZodType
}

/** A file as the body of a request. */
function upload({ operationId, summary, params, query, response }: Upload): { post: Operation } {
  const bytes = { 'application/octet-stream': { schema: binary } }
  return {
    post: {
      operationId,
      tags: [operationId.split('.')[0] ?? operationId],
      summary,
      parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
      requestBody: { required: true, content: bytes },
      responses: {
        '201': { description: 'The answer', content: json(schemaOf(response, 'output')) },
        default: failure,
      },
    },
  }
}

/** Bytes of documents, on the addresses of their rows. */
export const documentPaths = (): Paths => ({
  [`/api${templated(UPLOAD.path)}`]: upload({
    ...UPLOAD,
    operationId: 'documents.add',
    summary: 'Add a document to the file of an enterprise: the body is the file, whose kind is told by its content',
  }),
  [`/api${CHECKLIST_PREVIEW.path}`]: upload({
    ...CHECKLIST_PREVIEW,
    operationId: 'inspections.previewChecklists',
    summary: 'What checklists of a CSV or XLSX file would change, item by item; nothing is written',
  }),
  [`/api${templated(CHECKLIST_FILE.path)}`]: upload({
    ...CHECKLIST_FILE,
    query: ChecklistSeen,
    operationId: 'inspections.importChecklists',
    summary: 'Put checklists of a CSV or XLSX file in force; all of it is taken, or nothing',
  }),
  [`/api${templated(documents.drop.path)}`]: {
    get: {
      operationId: 'documents.read',
      tags: ['documents'],
      summary: 'The bytes of a document; each reading is recorded in the audit',
      parameters: [
        ...parametersOf(documents.drop.params, 'path'),
        ...parametersOf(z.object({ inline: z.literal('1').optional() }), 'query'),
      ],
      responses: {
        '200': {
          description: 'The answer',
          content: Object.fromEntries(MEDIA_TYPES.map((type) => [type, { schema: binary }])),
        },
        default: failure,
      },
    },
  },
})

const BOOK: Readonly<Record<BookList, readonly [operation: string, summary: string]>> = {
  'risk-points': ['riskPoints', 'All risk points of the enterprises in scope and filter as a file'],
  inspections: ['inspections', 'All inspections of the enterprises in scope and filter as a file'],
  people: ['people', 'People of the enterprises in scope and filter as a file; phones for posts that may know them'],
  grids: ['grids', 'The territories of the grid in scope as a file, drawn as areas'],
  departments: ['departments', 'Member units with the industries they lead for as a file'],
  resources: ['resources', 'Emergency resources in scope as a file; phones for posts that may know them'],
  population: ['population', 'Points of population in scope as a file'],
}
const bookPaths = (kinds: readonly BookList[], query: z.ZodObject): Paths =>
  Object.fromEntries(
    kinds.map((kind) => {
      const [operation, summary] = BOOK[kind]
      const path = download({ operationId: `exports.${operation}`, summary, params: z.object({ format }), query, type: '*/*' }) // prettier-ignore
      return [`/api/exports/${kind}.{format}`, path]
    }),
  )

/** What is answered by other means than JSON routes of the contract: the stream, tiles, exports. */
export const otherPaths = (): Paths => ({
  '/api/live': download({
    operationId: 'live.stream',
    summary: 'Server-sent events: beat (data versions, what time has turned), change (a layer changed in scope), down',
    type: 'text/event-stream',
    schema: schemaOf(z.object(LIVE_EVENTS).partial(), 'output'),
  }),
  [`/api${readings.send.path}`]: { post: operationOf('readings', 'send', readings.send) },
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
  '/api/exports/substances.{format}': download({
    operationId: 'exports.substances',
    summary:
      'The inventories of all major hazard sources in scope and filter as a file; quantities for posts that may know them',
    params: z.object({ format }),
    query: SubstancesExport,
    type: '*/*',
  }),
  ...bookPaths(ENTERPRISE_LISTS, BelongingsExport),
  ...bookPaths(DISTRICT_LISTS, DistrictExport),
  '/api/exports/indicators/{id}.{format}': download({
    operationId: 'exports.indicator',
    summary: 'Exactly the rows that one part of a figure counts, as a file',
    params: z.object({ id: z.enum(INDICATOR_IDS), format }),
    query: IndicatorExport,
    type: '*/*',
  }),
  '/api/exports/reports/{id}.{format}': download({
    operationId: 'exports.report',
    summary: 'A report of a quarter or a year as a file: its figures, the hazards that they count, its signature and data version', // prettier-ignore
    params: z.object({
      id: IdText,
      format: z.enum(REPORT_FORMATS).describe('a CSV alone holds the figures; the others rows and manifest, too'),
    }),
    query: ReportExport,
    type: '*/*',
  }),
  '/api/exports/sensors/{id}/readings.csv': download({
    operationId: 'exports.readings',
    summary:
      'Values of a sensor over a time as a sheet: each of them, or their minutes or hours; recorded in the audit',
    params: z.object({ id: IdText }),
    query: ReadingsExport,
    type: 'text/csv',
  }),
  '/api/exports/coverage/certificates/{id}/data.txt': download({
    operationId: 'exports.certificate',
    summary:
      'A certificate of coverage with the data that it names, line by line as they were hashed; recorded in the audit',
    params: z.object({ id: IdText }),
    type: 'text/plain',
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
  '/api/imports/{id}/faulty.xlsx': download({
    operationId: 'imports.faultyBook',
    summary: 'The same as a workbook, every cell as text; for data stewards',
    params: z.object({ id: IdText }),
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
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
