/** Chinese name, then an English one behind a space: `高新区（演示） Demo High-tech Zone`. */
const BOTH = /^([^A-Za-z]*\p{Script=Han}[^A-Za-z]*?)\s+([A-Za-z].*)$/u

/** The name of a district, or of what answers for all of it, in one language, without the mark of demo data, which has a tag of its own. */
export function districtName(name: string, locale: 'zh' | 'en'): string {
  const [, zh = name, en = name] = BOTH.exec(name) ?? []
  return (locale === 'zh' ? zh : en).replace(/\s*[（(]演示[）)]/, '').trim()
}
