import type { Feature, Position, Shape } from '../features.ts'
import { MOST } from '../limits.ts'

/** Elements of a placemark that become columns where its data name none such. */
const TEXTS = ['name', 'description', 'address', 'phoneNumber']
/** Characters of the coordinates of one ring: no vertex takes more than a hundred. */
export const MOST_TEXT = MOST.featureVertices * 100

/** The positions of `<coordinates>`: `longitude,latitude[,height]` between blanks; undefined where one is none. */
function positionsIn(text: string): Position[] | undefined {
  const tuples = text.trim().replace(/\s*,\s*/g, ',').split(/\s+/) // prettier-ignore
  const positions = tuples.map((tuple) => tuple.split(',').map((part) => (part === '' ? NaN : Number(part))))
  return positions.every(([lng = NaN, lat = NaN]) => Number.isFinite(lng) && Number.isFinite(lat))
    ? positions.map(([lng = 0, lat = 0]) => [lng, lat])
    : undefined
}

/** What has been read of a placemark. */
export function placemark(row: number, id: string) {
  const texts = new Map<string, string>(id === '' ? [] : [['id', id]])
  const data = new Map<string, string>()
  const points: Position[] = []
  const polygons: Position[][][] = []
  const others = new Set<string>()
  let fault: { rule: string; found: string } | undefined

  function shape(): Shape {
    if (fault) return { is: 'fault', ...fault }
    const kinds = [points.length > 0, polygons.length > 0, others.size > 0].filter(Boolean).length
    if (kinds === 0) return { is: 'none' }
    if (kinds > 1) return { is: 'other', type: 'MultiGeometry' }
    const [point] = points
    if (point) return points.length === 1 ? { is: 'point', at: point } : { is: 'other', type: 'MultiPoint' }
    const whole = polygons.every((rings) => rings.length > 0 && rings.every((ring) => ring.length >= 4))
    if (polygons.length > 0 && whole) return { is: 'polygons', polygons }
    return { is: 'other', type: [...others][0] ?? 'Polygon' }
  }

  return {
    /** An element of that name begins below the placemark. */
    open(name: string): void {
      if (name === 'Polygon') polygons.push([])
      else if (['LineString', 'Track', 'MultiTrack', 'Model'].includes(name)) others.add(name)
    },
    /** An element ends: its text, the key of the datum it stands in, and the elements around it, nearest last. */
    close(name: string, text: string, key: string, around: readonly string[]): void {
      const parent = around.at(-1)
      if (parent === 'Placemark' && TEXTS.includes(name)) texts.set(name, text.trim())
      if ((name === 'value' && parent === 'Data') || name === 'SimpleData') data.set(key, text.trim())
    },
    /** Its coordinates. @returns how many vertices they have */
    draw(text: string, around: readonly string[]): number {
      const [parent, before] = [around.at(-1), around.at(-2)]
      const tooLong = text.length > MOST_TEXT
      const positions = tooLong ? undefined : positionsIn(text)
      if (!positions) {
        fault ??= tooLong
          ? { rule: 'too-many-vertices', found: `> ${MOST.featureVertices}` }
          : { rule: 'coordinates', found: text.trim().slice(0, 80) }
        return 0
      }
      if (parent === 'Point') points.push(...positions)
      else if (parent === 'LinearRing' && before === 'outerBoundaryIs') polygons.at(-1)?.unshift(positions)
      else if (parent === 'LinearRing' && before === 'innerBoundaryIs') polygons.at(-1)?.push(positions)
      else others.add(parent ?? 'coordinates')
      return positions.length
    },
    /** Its data go before its own texts of the same name. */
    feature: (): Feature => ({ row, values: new Map([...texts, ...data]), shape: shape() }),
  }
}
