import { type DOCUMENT_KINDS, MEDIA, UPLOAD } from '#core/contract/documents.ts'
import type { FileSectionName } from '#core/domain/fileSections.ts'
import { upload } from './upload.ts'

export type DocumentKind = (typeof DOCUMENT_KINDS)[number]
/** Endings for the dialog that chooses files; the server looks at what is in them. */
export const ACCEPTED = Object.values(MEDIA)
  .flat()
  .map((ending) => `.${ending}`)
  .join(',')

/** What is said of a file; `hazard`: of which hazard a photograph is. */
export interface Said {
  readonly kind: DocumentKind
  readonly section?: FileSectionName
  readonly hazard?: number
}

/** Where a file is sent, and what is said of it. */
function uploadPath(enterprise: number, name: string, { hazard, ...said }: Said): string {
  const path = UPLOAD.path.replace(':id', String(enterprise))
  const asked = { name, ...said, ...(hazard !== undefined && { hazard: String(hazard) }) }
  return `${path}?${new URLSearchParams(asked).toString()}`
}

/** Adds a file to the documents of an enterprise. @returns its id @throws Problem for every refusal */
export async function uploadDocument(
  enterprise: number,
  file: File,
  said: Said,
  way: Parameters<typeof upload>[2],
): Promise<number> {
  return UPLOAD.response.parse(await upload(uploadPath(enterprise, file.name, said), file, way)).document
}
