/** `43 秒`, `5 分`, `2 小时`: an age of whole seconds in the largest unit that says enough; `t` is the page's own. */
export function ageText(seconds: number, t: (key: string, values: { n: number }) => string): string {
  if (seconds < 100) return t('shell.seconds', { n: seconds })
  if (seconds < 6000) return t('shell.minutes', { n: Math.floor(seconds / 60) })
  return t('shell.hours', { n: Math.floor(seconds / 3600) })
}
