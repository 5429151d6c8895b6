/** Imports a real file: `npm run import -- enterprises FILE --map MAPPING.json --datum wgs84|gcj02|bd09`, or another capability. */
import { parseArgs } from 'node:util'
import { carryOutImport } from '../server/features/imports/errand.ts'
import { KINDS } from '../server/features/imports/mapping.ts'
import { FileRefused } from '../server/files/rows.ts'
import { SettingRefused } from '../server/settings.ts'
import '../server/http/issueWords.ts' // what is wrong with a mapping is said as the server says it
import { FolderInUse } from '../server/db/folderLock.ts'

const OPTIONS = {
  map: { type: 'string' },
  datum: { type: 'string' },
  level: { type: 'string' },
  sheet: { type: 'string' },
  bounds: { type: 'string' },
  'no-bounds': { type: 'boolean' },
  override: { type: 'string' },
  district: { type: 'string' },
  person: { type: 'string' },
  phone: { type: 'string' },
  errors: { type: 'string' },
  'accept-good': { type: 'boolean' },
  'replace-demo': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

const USAGE = `用法 usage:
  npm run import -- enterprises FILE --map MAPPING.json --datum wgs84|gcj02|bd09
      [--bounds west,south,east,north | --no-bounds]   位置范围 bounds of positions
  npm run import -- grids FILE --level 3 --datum wgs84|gcj02|bd09 [--map MAPPING.json]
      [--person 姓名 --phone 电话]                      文件没有网格长时 where the file names no chiefs
  npm run import -- ${KINDS.join('|')} FILE --map MAPPING.json
      [--datum wgs84|gcj02|bd09]                       有坐标的必填 where rows have positions
  FILE: CSV、XLSX、GeoJSON、KML、KMZ、Shapefile（zip）、GeoPackage，按内容识别 known by what it holds
  都可用 all:
      [--sheet NAME]             工作表或图层，默认第一个 sheet of a workbook or layer of a GeoPackage, the first unless said
      [--district CODE=NAME]     空库的辖区 the district of an empty book
      [--accept-good]            只导入合格行 take the good rows although others are not
      [--override OVERRIDES.json] 逐行豁免 [{"row"|"key", "rule", "reason"}]
      [--replace-demo]           先清除演示数据 clear the demonstration first
      [--errors FILE.csv]        不合格行写到此文件，默认 var/imports/ where the faulty rows go, var/imports/ unless said
      [--dry-run]                只检查 check only`

/** Errors that are told to people as they are. */
const isPlain = (error: unknown): error is Error =>
  [FileRefused, SettingRefused, FolderInUse, Error].some((kind) => (error as Error)?.constructor === kind)

try {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true, allowNegative: false })
  if (values.help || positionals.length !== 2) {
    console.log(USAGE)
    process.exitCode = values.help ? 0 : 1
  } else {
    const [capability = '', file = ''] = positionals
    process.exitCode = await carryOutImport({ capability, file, ...values }, process.env)
  }
} catch (error) {
  const code = (error as NodeJS.ErrnoException).code
  const told = isPlain(error) || code?.startsWith('ERR_PARSE_ARGS')
  console.error(told ? (error as Error).message : error)
  process.exitCode = 1
}
