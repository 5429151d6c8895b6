import { posix } from 'node:path'
import type { Archive } from '../archive.ts'
import { FileRefused } from '../rows.ts'
import { readXml } from '../xml.ts'

/** A sheet by its name and the part of the zip that holds it. */
interface Sheet {
  readonly name: string
  readonly part: string
  readonly hidden: boolean
}

/** What a workbook consists of; the parts are names in the zip. */
export interface Workbook {
  readonly sheets: readonly Sheet[]
  /** Days are counted from 1904, as old Macintosh did. */
  readonly from1904: boolean
  readonly strings: string | undefined
  readonly styles: string | undefined
}

interface Relation {
  readonly id: string
  readonly kind: string
  readonly part: string
}

/** The parts that a part refers to; none where it says nothing. Whatever lies outside the zip is left out. */
async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part)
  const path = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const relations: Relation[] = []
  if (archive.size(path) === 0) return relations
  await readXml(archive.stream(path), path, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return
      const within = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      relations.push({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1), part: within })
    },
  })
  return relations
}

/** What the zip says of its workbook. @throws FileRefused */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const root = await relationsOf(archive, '.')
  const part = root.find(({ kind }) => kind === 'officeDocument')?.part ?? 'xl/workbook.xml'
  const relations = await relationsOf(archive, part)
  const sheets: Sheet[] = []
  let from1904 = false
  await readXml(archive.stream(part), part, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const [, id] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? []
      const relation = relations.find((each) => each.id === id)
      if (relation?.kind !== 'worksheet') return // a chart or a dialogue
      const hidden = (attributes['state'] ?? 'visible') !== 'visible'
      sheets.push({ name: attributes['name'] ?? '', part: relation.part, hidden })
    },
  })
  const partOf = (kind: string) => relations.find((each) => each.kind === kind)?.part
  return { sheets, from1904, strings: partOf('sharedStrings'), styles: partOf('styles') }
}

/** The sheet of that name, else the first that can be seen. @throws FileRefused where there is none */
export function sheetIn({ sheets }: Workbook, name: string | undefined): Sheet {
  const shown = sheets.find(({ hidden }) => !hidden) ?? sheets[0]
  const sheet = name === undefined ? shown : sheets.find((each) => each.name === name)
  if (sheet) return sheet
  const names = sheets.map((each) => each.name)
  throw new FileRefused(
    `工作簿中没有工作表${name === undefined ? '' : `“${name}”`}。现有：${names.join('、')}。请用 --sheet 指定其一。`,
    `The workbook has no sheet${name === undefined ? '' : ` "${name}"`}. It has: ${names.join(', ')}. Name one of them by --sheet.`,
  )
}
