import { count } from './format.ts'

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
