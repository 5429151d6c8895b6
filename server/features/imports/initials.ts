import { pinyin } from 'pinyin-pro'

/**
 * Pinyin initials of a Chinese name, lower case, for search: 烟台港2号 → ytg2h. A name without Chinese characters has
 * none, for it is found by its own letters.
 */
export function initialsOf(name: string): string {
  if (!/[\u3400-\u9fff]/.test(name)) return ''
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
}
