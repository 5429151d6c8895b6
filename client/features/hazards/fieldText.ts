import type { HazardFile } from '#core/contract/hazards.ts'
import { momentText } from '#client/ui/districtTime.ts'
import { count } from '#client/ui/format.ts'

/** When a report came, where that was another minute than the finding; undefined where it was the same, or is not known. */
export function lateReceipt({ foundAt, receivedAt }: Pick<HazardFile, 'foundAt' | 'receivedAt'>, now: number) {
  const received = receivedAt === null ? undefined : momentText(Date.parse(receivedAt), now)
  return received === momentText(Date.parse(foundAt), now) ? undefined : received
}

/** `12 m`, `1.5 km`; never 0 for what is not. */
export function lengthText(metres: number): string {
  if (metres > 0 && metres < 1) return '< 1 m'
  return metres < 999.5 ? `${Math.round(metres)} m` : `${count(Number((metres / 1000).toFixed(1)))} km`
}

/** `37.50000° N, 121.25000° E`: a metre or so. */
export function placeText([lng, lat]: readonly [number, number]): string {
  const north = `${Math.abs(lat).toFixed(5)}° ${lat < 0 ? 'S' : 'N'}`
  return `${north}, ${Math.abs(lng).toFixed(5)}° ${lng < 0 ? 'W' : 'E'}`
}
