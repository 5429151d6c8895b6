import { type Archive, openArchive } from '../archive.ts'
import { readXml } from '../xml.ts'
import { unknownKind, unpacksTooLarge, withMacros } from './refusals.ts'

const MB = 2 ** 20
/** Bytes of all parts unpacked: what opens it must hold them. */
const MOST_UNPACKED = 256 * MB
const TYPES = '[Content_Types].xml'
/** Parts that run when the file is opened: VBA, macro sheets of old Excel, controls. */
const RUNS =
  /(^|\/)(vbaProject|vbaData|vbaProjectSignature)[^/]*$|(^|\/)(macrosheets|activeX)\/|\.(exe|dll|js|vbs|scr|hta)$/i

/** Types of the main part, by which Word and Excel know their files. @see ECMA-376, part 1, 11.3.10 and 12.3.23 */
const MAIN = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml':
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml':
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type OfficeType = (typeof MAIN)[keyof typeof MAIN]

export const isZip = (head: Buffer): boolean => head.subarray(0, 4).toString('latin1') === 'PK\x03\x04'

/** What the list of content types says of the parts; a type that runs is refused wherever it stands. */
async function typeIn(archive: Archive): Promise<OfficeType> {
  const names = new Set(archive.names.map((name) => `/${name}`.toLowerCase()))
  const found: OfficeType[] = []
  await readXml(archive.stream(TYPES), TYPES, {
    open(name, { PartName = '', ContentType = '' }) {
      if (/macroEnabled|vbaProject|activeX/i.test(ContentType)) throw withMacros(PartName || ContentType)
      const type = MAIN[ContentType as keyof typeof MAIN]
      if (name === 'Override' && type !== undefined && names.has(PartName.toLowerCase())) found.push(type)
    },
  })
  if (found.length !== 1) throw unknownKind()
  return found[0]!
}

/** Reads every part to its end, so that none is longer than it claims, and none damaged. @throws FileRefused */
async function readThrough(archive: Archive): Promise<void> {
  const claimed = archive.names.reduce((sum, name) => sum + archive.size(name), 0)
  if (claimed > MOST_UNPACKED) throw unpacksTooLarge(Math.round(claimed / MB), MOST_UNPACKED / MB)
  for (const name of archive.names) for await (const chunk of archive.stream(name)) void chunk
}

/** What an office file is by its own list of contents. @throws FileRefused where it runs something, unpacks to too much or is no such file */
export async function officeTypeOf(path: string): Promise<OfficeType> {
  const archive = await openArchive(path)
  try {
    const runs = archive.names.find((name) => RUNS.test(name))
    if (runs !== undefined) throw withMacros(runs)
    if (!archive.names.some((name) => name.toLowerCase() === TYPES.toLowerCase())) throw unknownKind()
    const type = await typeIn(archive)
    await readThrough(archive)
    return type
  } finally {
    archive.close()
  }
}
