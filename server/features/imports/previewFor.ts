import type { FilePreview, MappingGuess } from '#core/contract/importShapes.ts'
import { FileEncoding } from '#core/contract/importShapes.ts'
import { guessColumns } from '#core/domain/headings.ts'
import { IMPORT_FIELDS, type Importable } from '#core/domain/importFields.ts'
import type { Encoding } from '../../files/encoding.ts'
import { type Preview, previewOf } from '../../files/preview.ts'

/** What is asked of a file before it is known what its columns are. */
export interface PreviewAsked {
  readonly sheet?: string | undefined
  readonly encoding?: Encoding | undefined
  readonly capability: Importable
}

function shown({ format, text, sheets, ...rest }: Preview): FilePreview {
  const { headerRow, columns, rows, issues, count, delimiter, sheet } = rest
  return {
    format,
    encoding: text ? { encoding: text.encoding, by: text.by } : null,
    encodings: (text?.by === 'mark' ? [] : (text?.candidates ?? [])).flatMap(({ encoding, lines }) => {
      const { data } = FileEncoding.safeParse(encoding)
      return data ? [{ encoding: data, lines: [...lines] }] : []
    }),
    delimiter: delimiter ?? null,
    sheets: (sheets ?? []).map(({ name, hidden }) => ({ name, hidden })),
    sheet: sheet ?? null,
    headerRow: headerRow > 0 ? headerRow : null,
    columns: [...columns],
    rows: rows.map(({ row, cells }) => ({ row, cells: [...cells] })),
    about: count.rows,
    issues: issues.map((issue) => ({ ...issue })),
  }
}

const HEADED: Readonly<Record<Importable, Parameters<typeof guessColumns>[0]>> = {
  enterprises: 'enterprises',
  grids: 'grids',
  departments: 'departments',
  people: 'people',
  'risk-points': 'riskPoints',
  'hazard-sources': 'hazardSources',
  substances: 'substances',
  hazards: 'hazards',
  inspections: 'inspections',
  population: 'population',
  resources: 'resources',
  places: 'places',
  tenants: 'tenants',
}

/** What the columns are taken for. */
function guessFor(capability: Importable, { columns, rows }: Preview): MappingGuess {
  const { fields, keyIsUscc } = guessColumns(HEADED[capability], columns, rows.map(({ cells }) => cells)) // prettier-ignore
  const { required, optional } = IMPORT_FIELDS[capability]
  const named = required.includes('key') || required.includes('enterprise') || (optional.includes('enterprise') && fields['enterprise'] !== undefined) // prettier-ignore
  const found = [...required, ...optional].flatMap((field) => (fields[field] ? [[field, fields[field]] as const] : []))
  return {
    mapping: {
      capability,
      // of what source the keys are only a person knows: one that is guessed would let two sources share theirs
      scheme: keyIsUscc || !named ? 'uscc' : '',
      columns: Object.fromEntries(found.map(([field, { column }]) => [field, { column }])),
      constants: {},
    },
    confidence: Object.fromEntries(found.map(([field, { confidence }]) => [field, confidence])),
  }
}

/** The head of a file, and what its columns are taken for. @throws FileRefused where it cannot be read */
export async function previewFor(path: string, { sheet, encoding, capability }: PreviewAsked) {
  const preview = await previewOf(path, { sheet, encoding })
  return { preview: shown(preview), guess: guessFor(capability, preview) }
}
