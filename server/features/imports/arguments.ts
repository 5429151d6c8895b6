import { stat } from 'node:fs/promises'
import { FileRefused } from '../../files/rows.ts'
import { readBytes } from '../../files/text.ts'
import { IMPORT_FIELDS, IMPORTABLE } from '#core/domain/importFields.ts'
import { Bounds, Datum, District, EnterpriseMapping, GridMapping, KindMapping, KINDS, Overrides, readJson } from './mapping.ts' // prettier-ignore
import type { ImportRequest } from './request.ts'

/** What stands on the command line, as text. */
export interface Arguments {
  readonly capability: string
  readonly file: string
  readonly map?: string | undefined
  readonly datum?: string | undefined
  readonly level?: string | undefined
  readonly sheet?: string | undefined
  readonly bounds?: string | undefined
  readonly 'no-bounds'?: boolean | undefined
  readonly override?: string | undefined
  readonly district?: string | undefined
  readonly person?: string | undefined
  readonly phone?: string | undefined
  readonly errors?: string | undefined
  readonly 'accept-good'?: boolean | undefined
  readonly 'replace-demo'?: boolean | undefined
  readonly 'dry-run'?: boolean | undefined
}

/** Columns of a file of territories that comes without a mapping. */
const PLAIN_GRIDS = { capability: 'grids', name: 'code, name', columns: { code: 'code', name: 'name' } }

function boundsIn({ bounds, 'no-bounds': none }: Arguments) {
  if (none) return 'none'
  if (bounds === undefined) return undefined
  const box = Bounds.safeParse(bounds.split(',').map(Number))
  if (box.success) return box.data
  throw new FileRefused(
    `--bounds 应为 西,南,东,北（度），如 121,37,122,38，而不是 ${bounds}。`,
    `--bounds takes west,south,east,north in degrees, such as 121,37,122,38, not ${bounds}.`,
  )
}

function districtIn({ district }: Arguments): District | undefined {
  if (district === undefined) return undefined
  const [code = '', ...name] = district.split('=')
  const read = District.safeParse({ code: code.trim(), name: name.join('=').trim() })
  if (read.success) return read.data
  throw new FileRefused(
    `--district 应为 代码=名称，代码为 6 位数字或小写字母，如 370600=烟台市。`,
    `--district takes CODE=NAME, the code six digits or lower-case letters, such as 370600=烟台市.`,
  )
}

const liesNowhere = (capability: string) =>
  IMPORTABLE.some((each) => each === capability && IMPORT_FIELDS[each].lies === 'nowhere')

function datumIn({ datum, capability }: Arguments) {
  if (datum === undefined && liesNowhere(capability)) return 'wgs84'
  const read = Datum.safeParse(datum)
  if (read.success) return read.data
  throw new FileRefused(
    '请用 --datum 说明文件的坐标系：wgs84、gcj02 或 bd09。选错会偏移数百米。',
    'Say by --datum which datum the file is in: wgs84, gcj02 or bd09. The wrong one is hundreds of metres off.',
  )
}

function expectCapability({ capability }: Arguments) {
  const known = ['enterprises', 'grids', ...KINDS]
  if (known.includes(capability)) return
  const all = known.join(', ')
  throw new FileRefused(
    `只能导入 ${all}，而不是 ${capability}。`,
    `What can be imported is one of ${all}, not ${capability}.`,
  )
}

async function expectFile(path: string) {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile()) return
  throw new FileRefused(
    found ? `${path} 不是文件；请给出要导入的文件。` : `没有文件 ${path}；请检查路径。`,
    found ? `${path} is no file: name the file to import.` : `There is no file ${path}: check the path.`,
  )
}

async function mappingIn({ capability, map, level, person, phone }: Arguments) {
  const text = map === undefined ? undefined : (await readBytes(map)).toString('utf8')
  if (capability === 'grids') {
    if (level !== '3') {
      throw new FileRefused(
        '请加 --level 3：文件中的多边形是 3 级网格；1 级即辖区，2 级为成员单位，没有图形。',
        'Add --level 3: polygons are territories; level 1 is the district, level 2 are bodies without a shape.',
      )
    }
    const mapping = readJson(GridMapping, text ?? JSON.stringify(PLAIN_GRIDS), map ?? '--map')
    const given = { ...(person !== undefined && { person }), ...(phone !== undefined && { phone }) }
    return { ...mapping, constants: { ...mapping.constants, ...given } }
  }
  if (text === undefined) {
    throw new FileRefused(
      '请用 --map 给出列映射（示例见 data/mappings）。',
      'Give the mapping of columns by --map; data/mappings has examples.',
    )
  }
  if (capability === 'enterprises') return readJson(EnterpriseMapping, text, map ?? '')
  const mapping = readJson(KindMapping, text, map ?? '')
  if (mapping.capability === capability) return mapping
  throw new FileRefused(
    `${map} 是 ${mapping.capability} 的映射，而不是 ${capability} 的。`,
    `${map} maps ${mapping.capability}, not ${capability}.`,
  )
}

/** The request that the command line makes. @throws FileRefused with what to write instead */
export async function requestIn(given: Arguments): Promise<ImportRequest> {
  expectCapability(given)
  await expectFile(given.file)
  const datum = datumIn(given)
  const mapping = await mappingIn(given)
  const { override, file } = given
  return {
    file,
    mapping,
    datum,
    sheet: given.sheet,
    bounds: boundsIn(given),
    district: districtIn(given),
    overrides:
      override === undefined ? [] : readJson(Overrides, (await readBytes(override)).toString('utf8'), override),
    acceptGood: given['accept-good'] ?? false,
    replaceDemo: given['replace-demo'] ?? false,
    dryRun: given['dry-run'] ?? false,
  }
}
