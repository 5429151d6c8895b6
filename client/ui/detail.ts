/** A problem's sentence in one language; on the wire it is Chinese, then English, parted by a line break. */
export function detailIn(detail: string, locale: string): string {
  const [zh, en] = detail.split('\n')
  return (locale === 'zh' ? zh : en) ?? zh ?? detail
}
