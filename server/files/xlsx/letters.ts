/** The letters of a column as sheets show them, 0 for A. */
export function lettersOf(place: number): string {
  const before = Math.floor(place / 26) - 1
  return `${before >= 0 ? lettersOf(before) : ''}${String.fromCharCode(65 + (place % 26))}`
}

/** The place of a cell or a column, 0 for A; undefined where the reference has no letters. */
export function placeOf(reference: string): number | undefined {
  const [letters] = /^[A-Z]{1,3}(?=\d*$)/.exec(reference) ?? []
  return letters === undefined
    ? undefined
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
