import type { Read } from './sensorsBook.ts'

/** What a span of one sensor held, by an arithmetic of its own: decimals as whole numbers of the smallest unit. */
export interface Held {
  readonly sensor: number
  readonly at: number
  readonly n: number
  readonly sum: string
  readonly least: number
  readonly greatest: number
  readonly first: number
  readonly last: number
  readonly quiet: number | null
}

/** A number by its digits and how many of them stand behind the point. */
function decimal(value: number): [digits: bigint, places: number] {
  const [mantissa = '0', exponent = '0'] = String(value).split('e')
  const [whole = '0', part = ''] = mantissa.split('.')
  const places = part.length - Number(exponent)
  const digits = BigInt(whole + part)
  return places >= 0 ? [digits, places] : [digits * 10n ** BigInt(-places), 0]
}

/** The exact sum, written without zeros at its end. */
export function exactSum(values: readonly number[]): string {
  const terms = values.map(decimal)
  const most = Math.max(0, ...terms.map(([, places]) => places))
  const sum = terms.reduce((total, [digits, places]) => total + digits * 10n ** BigInt(most - places), 0n)
  const sign = sum < 0n ? '-' : ''
  const text = String(sum < 0n ? -sum : sum).padStart(most + 1, '0')
  const whole = text.slice(0, text.length - most)
  const part = text.slice(text.length - most).replace(/0+$/, '')
  return `${sum === 0n ? '' : sign}${whole}${part && `.${part}`}`
}

/** Minutes or hours of values, in order of sensor and time; of each value at one time the first that came. */
export function heldBy(reads: readonly Read[], size: number): Held[] {
  const first = new Map<string, Read>()
  for (const read of reads) {
    const key = `${read.sensor} ${read.at}`
    if (!first.has(key)) first.set(key, read)
  }
  const spans = new Map<string, Read[]>()
  for (const read of first.values()) {
    const key = `${read.sensor} ${Math.floor(read.at / size) * size}`
    spans.set(key, [...(spans.get(key) ?? []), read])
  }
  return [...spans.values()]
    .map((span) => {
      const [{ sensor, at }, times, values] = [span[0]!, span.map((one) => one.at).sort((a, b) => a - b), span.map(({ value }) => value)] // prettier-ignore
      const silences = times.slice(1).map((time, i) => time - times[i]!)
      return {
        sensor,
        at: Math.floor(at / size) * size,
        n: span.length,
        sum: exactSum(values),
        least: Math.min(...values),
        greatest: Math.max(...values),
        first: times[0]!,
        last: times.at(-1)!,
        quiet: silences.length > 0 ? Math.max(...silences) : null,
      }
    })
    .sort((a, b) => a.sensor - b.sensor || a.at - b.at)
}

/** The same as the book keeps it, of table `reading_minute` or `reading_hour`. */
export const heldIn = (table: 'reading_minute' | 'reading_hour') => {
  const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::double precision`
  return `select sensor, ${ms('at')} as at, n, trim_scale(sum)::text as sum, least, greatest, ${ms('first_at')} as first, ${ms('last_at')} as last,
    ${ms('(quiet_until - quiet_from)')} as quiet from ${table} order by sensor, at`
}
