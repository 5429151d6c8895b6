/** Notes a fault of the row at hand: column as the file calls it, rule, and what was found there. */
export type Report = (column: string, rule: string, found: string) => void

/** A decimal number as a sheet writes it, or undefined. Decimal commas and units are no numbers. */
export function numberIn(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined
}
