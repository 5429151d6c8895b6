import { type DOCUMENT_KINDS, MEDIA, UPLOAD } from '#core/contract/documents.ts'
import { upload } from './upload.ts'

export type DocumentKind = (typeof DOCUMENT_KINDS)[number]
/** Endings for the dialog that chooses files; the server looks at what is in them. */
export const ACCEPTED = Object.values(MEDIA)
  .flat()
  .map((ending) => `.${ending}`)
  .join(',')

/** Where a file is sent, and what is said of it. */
function uploadPath(enterprise: number, name: string, kind: DocumentKind): string {
  const path = UPLOAD.path.replace(':id', String(enterprise))
  return `${path}?${new URLSearchParams({ name, kind }).toString()}`
}

/** Adds a file to the documents of an enterprise. @returns its id @throws Problem for every refusal */
export async function uploadDocument(
  enterprise: number,
  file: File,
  kind: DocumentKind,
  way: Parameters<typeof upload>[2],
): Promise<number> {
  return UPLOAD.response.parse(await upload(uploadPath(enterprise, file.name, kind), file, way)).document
}
