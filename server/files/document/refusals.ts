import { FileRefused } from '../rows.ts'

export const unknownKind = () =>
  new FileRefused(
    '文件内容不是 PDF、JPG、PNG、DOCX 或 XLSX（只看内容，不看文件名）。请转换为其中一种再上传。',
    'By its content the file is no PDF, JPG, PNG, DOCX or XLSX, whatever its name says. Convert it to one of them and upload that.',
  )

export const cutOff = (what: string) =>
  new FileRefused(
    `${what} 文件不完整，可能在传输中被截断。请重新导出或重新上传。`,
    `The ${what} is not whole; it may have been cut off on its way. Export or upload it again.`,
  )

export const doubleNatured = (what: string) =>
  new FileRefused(
    `文件既是 ${what}，又是压缩包，为安全起见不予接收。请重新导出。`,
    `The file is a ${what} and a zip at once and is not taken. Export it again.`,
  )

export const tooManyPixels = (width: number, height: number, most: number) =>
  new FileRefused(
    `图像过大（${width} × ${height} 像素，上限 ${most / 1_000_000} 百万像素）。请缩小后上传。`,
    `The picture is too large (${width} × ${height} pixels; at most ${most / 1_000_000} million). Make it smaller and upload that.`,
  )

export const withMacros = (part: string) =>
  new FileRefused(
    `文件含有宏或可执行的控件（${part}），为安全起见不予接收。请另存为不含宏的 DOCX 或 XLSX。`,
    `The file holds macros or controls that run (${part}) and is not taken. Save it as DOCX or XLSX without macros.`,
  )

export const unpacksTooLarge = (megabytes: number, most: number) =>
  new FileRefused(
    `文件解压后过大（${megabytes} MB，上限 ${most} MB），为安全起见不予接收。请拆分，或压缩其中的图片。`,
    `The file unpacks to too much (${megabytes} MB; at most ${most} MB) and is not taken. Split it, or make its pictures smaller.`,
  )
