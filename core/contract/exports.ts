import { z } from 'zod'
import { filterFields } from './filter.ts'
import { IdText, lineText } from './route.ts'

/** What a list is written as; a zip holds the manifest beside the data, the others within it, a bare CSV none. */
export const EXPORT_FORMATS = ['csv', 'csv.zip', 'xlsx', 'geojson', 'shp.zip', 'gpkg'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Datums in which positions are written. */
export const EXPORT_DATUMS = ['wgs84', 'gcj02', 'bd09'] as const
export type ExportDatum = (typeof EXPORT_DATUMS)[number]

const manner = {
  lang: z.enum(['zh', 'en']).default('zh').describe('language of the headings'),
  datum: z.enum(EXPORT_DATUMS).default('wgs84').describe('datum of the positions, named in heading and file name'),
  bom: z.enum(['yes', 'no']).default('yes').describe('byte order mark of a CSV, by which Excel knows UTF-8'),
}
const fields = { ...filterFields, ...manner }

/** Queries of the exports: the filter of the page, and how it is to be written. */
export const EnterprisesExport = z.strictObject(fields)
export const HazardsExport = z.strictObject({ ...fields, enterprise: IdText.optional() })
export const HazardSourcesExport = z.strictObject(fields)
export const SubstancesExport = z.strictObject(fields)
/** What belongs to enterprises, under the filter of the page; and what the district keeps, of which all in scope is told. */
export const ENTERPRISE_LISTS = ['risk-points', 'inspections', 'people'] as const
export const DISTRICT_LISTS = ['grids', 'departments', 'resources', 'population'] as const
export type BookList = (typeof ENTERPRISE_LISTS)[number] | (typeof DISTRICT_LISTS)[number]
export const BelongingsExport = z.strictObject(fields)
export const DistrictExport = z.strictObject(manner)
export const IndicatorExport = z.strictObject({
  ...fields,
  part: lineText(100),
  side: z.enum(['n', 'of']).default('n'),
})

/** What a report is written as: a bare CSV holds the figures; the others their rows and the manifest, too. */
export const REPORT_FORMATS = ['csv', 'csv.zip', 'xlsx'] as const
export const ReportExport = z.strictObject({ lang: manner.lang, bom: manner.bom })
