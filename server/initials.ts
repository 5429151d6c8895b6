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

/** Names whose initials are remembered; a book of more starts anew. */
const MOST_REMEMBERED = 20_000
const remembered = new Map<string, string>()

/** As initialsOf, made once for a name that is looked at again and again. */
export function rememberedInitials(name: string): string {
  const known = remembered.get(name)
  if (known !== undefined) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const made = initialsOf(name)
  remembered.set(name, made)
  return made
}
