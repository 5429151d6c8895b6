/** Widest the bar may be, CSS pixels. */
const WIDEST = 118
/** Metres along the equator per CSS pixel at zoom 0, tiles of 512 px. */
const EQUATOR_METRES_PER_PIXEL = 78_271.517

/** On the ground, m per CSS pixel. */
export const metresPerPixel = (latitude: number, zoom: number): number =>
  (EQUATOR_METRES_PER_PIXEL * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom

/** The longest round distance (1, 2 or 5 times a power of ten, m) that fits, and its width in CSS pixels. */
export function scaleBar(perPixel: number): { metres: number; width: number } {
  const most = perPixel * WIDEST
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power
  return { metres, width: metres / perPixel }
}

/** `500 m`, `2 km`. */
export const distanceText = (metres: number): string => (metres < 1000 ? `${metres} m` : `${metres / 1000} km`)

/** Area for people: m² below a hundredth of a square kilometre, else km² to two decimals. */
export const areaText = (squareMetres: number): string =>
  squareMetres < 10_000
    ? `${Math.round(squareMetres).toLocaleString('en')} m²`
    : `${(squareMetres / 1e6).toFixed(2)} km²`
