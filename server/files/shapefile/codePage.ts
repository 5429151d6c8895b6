import iconv from 'iconv-lite'

/** Language bytes of a DBF that name one code page; 0x57 and 0 leave it open. @see dBASE language drivers */
const LANGUAGES: Readonly<Record<number, string>> = {
  0x01: 'cp437', 0x02: 'cp850', 0x03: 'cp1252', 0x13: 'cp932', 0x4d: 'gb18030', 0x4e: 'cp949', 0x4f: 'big5',
  0x78: 'big5', 0x79: 'cp949', 0x7a: 'gb18030', 0x7b: 'cp932', 0xc8: 'cp1250', 0xc9: 'cp1251',
} // prettier-ignore

/** Encoding that the language byte of a DBF names, if it names one. */
export const encodingOfLanguage = (byte: number): string | undefined => LANGUAGES[byte]

/** Encoding that a `.cpg` names, such as `UTF-8`, `936`, `GBK`, `ANSI 1250`; undefined where it names none. */
export function encodingOfCpg(text: string): string | undefined {
  const name = text.replace(/^\uFEFF/, '').trim().replace(/^(ansi|oem|windows|cp)[ _-]*/i, '') // prettier-ignore
  if (/^(65001|utf-?8)$/i.test(name)) return 'utf8'
  if (/^(936|54936|gbk|gb2312|gb18030|x-gbk)$/i.test(name)) return 'gb18030'
  if (/^(950|big-?5)$/i.test(name)) return 'big5'
  const page = /^\d{3,4}$/.test(name) ? `cp${name}` : name.replace(/^8859[ _-]?/, 'iso8859')
  return /^[\w -]{3,20}$/.test(page) && iconv.encodingExists(page) ? page : undefined
} // prettier-ignore
