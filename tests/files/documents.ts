import { deflateSync } from 'node:zlib'
import { crcOf, zipped } from './zip.ts'

/** A PDF of one empty page, with a text of one's own inside. */
export const pdfOf = (text = ''): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
      `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\n% ${text}\nxref\n0 4\n0000000000 65535 f \n` +
      `trailer<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n`,
  )

const chunk = (name: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  crc.writeUInt32BE(crcOf(body))
  return Buffer.concat([length, body, crc])
}

/** A grey PNG; with `claimed` it says another size than its rows have. */
export function pngOf(width: number, height: number, claimed: readonly [number, number] = [width, height]): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(claimed[0], 0)
  head.writeUInt32BE(claimed[1], 4)
  head[8] = 8
  const rows = deflateSync(Buffer.alloc((width + 1) * height, 0x80))
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

/** A JPEG by its markers: application data, a frame of this size, and its end. Nothing is drawn. */
export function jpegOf(width: number, height: number): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt16BE(height, 0)
  size.writeUInt16BE(width, 2)
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from('ffc0000b08', 'hex'),
    size,
    Buffer.from('01011100ffda0008010100003f00', 'hex'),
    Buffer.from('55aa55', 'hex'),
    Buffer.from('ffd9', 'hex'),
  ])
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
/** The list of content types with the type of one main part. */
export const typesOf = (main: string, more = '', part = '/word/document.xml') =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="${part}" ContentType="${main}"/>${more}</Types>`

/** Parts of a Word file of one line. */
export const docxParts = (text = ''): Record<string, Buffer | string> => ({
  '[Content_Types].xml': typesOf(WORD),
  'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
})
export const docxOf = (text = ''): Buffer => zipped(docxParts(text))
/** A workbook without sheets. */
export const workbookOf = (): Buffer =>
  zipped({
    '[Content_Types].xml': typesOf(WORKBOOK, '', '/xl/workbook.xml'),
    'xl/workbook.xml':
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>',
  })
