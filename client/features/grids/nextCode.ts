/** Division 6, street 3, community 3, serial 3 digits (GB/T 30428). */
const CODE = /^(\d{6})(\d{6})(\d{3})$/
const MOST = 999

/** Whether a code is one of a level-3 grid. */
export const isGridCode = (code: string): boolean => CODE.test(code)

/**
 * The code for a grid that is made of another: of the same street and community, with the serial after the last one of the district, for serials
 * run on from west to east and north to south and none is given twice; where they are used up, the first that is free. Undefined where the other has none.
 * `taken`: all codes that there are or were.
 */
export function nextCode(of: string, taken: readonly string[]): string | undefined {
  const [, district, place] = CODE.exec(of) ?? []
  if (district === undefined || place === undefined) return undefined
  const known = taken.flatMap((code) => {
    const [, its, , serial] = CODE.exec(code) ?? []
    return its === district ? [Number(serial)] : []
  })
  const last = Math.max(0, ...known)
  const free = last < MOST ? last + 1 : Array.from({ length: MOST }, (_, i) => i + 1).find((n) => !known.includes(n))
  return free === undefined ? undefined : `${district}${place}${String(free).padStart(3, '0')}`
}
