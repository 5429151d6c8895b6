/** A code as it may be typed or pasted, with spaces, capitals or without its dash: as the server takes it, or undefined. */
export function readCode(typed: string): string | undefined {
  const text = typed.normalize('NFKC').replaceAll(/[\s-]/g, '').toLowerCase()
  if (/^[0-9]{6}$/.test(text)) return text
  return /^[a-z2-7]{10}$/.test(text) ? `${text.slice(0, 5)}-${text.slice(5)}` : undefined
}
