import { isZip, type OfficeType, officeTypeOf } from './office.ts'
import { checkPdf, isPdf } from './pdf.ts'
import { checkJpeg, checkPng, isJpeg, isPng } from './pictures.ts'
import { doubleNatured, unknownKind } from './refusals.ts'
import { endsAsZip, type Window, withWindow } from './window.ts'

export type FoundType = 'application/pdf' | 'image/jpeg' | 'image/png' | OfficeType

const PLAIN = [
  { type: 'application/pdf', name: 'PDF', is: isPdf, check: checkPdf },
  { type: 'image/jpeg', name: 'JPG', is: isJpeg, check: checkJpeg },
  { type: 'image/png', name: 'PNG', is: isPng, check: checkPng },
] as const

/** The type of what is no zip; undefined where it begins as one. */
async function plainType(window: Window): Promise<FoundType | undefined> {
  const head = await window.read(0, 16)
  if (isZip(head)) return undefined
  const found = PLAIN.find(({ is }) => is(head))
  if (!found) throw unknownKind()
  if (await endsAsZip(window)) throw doubleNatured(found.name)
  await found.check(window)
  return found.type
}

/**
 * What a file is by its bytes alone: a whole PDF, JPG, PNG, DOCX or XLSX, and nothing else besides.
 * @throws FileRefused where it is none, cut off, two things at once, holds macros, or unpacks to too much
 */
export const mediaTypeOf = async (path: string): Promise<FoundType> =>
  (await withWindow(path, plainType)) ?? officeTypeOf(path)
