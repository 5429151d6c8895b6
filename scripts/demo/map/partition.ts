import { contains, signedArea } from './plane.ts'
import type { Point, Ring } from './plane.ts'

/** Cuts land along lines into faces whose shared borders have identical vertices. Coordinates in metres, to a centimetre. */
export function partition(outline: Ring, lines: readonly (readonly Point[])[]): { outer: Ring; faces: Ring[] } {
  const edges = node([...segments([...outline, outline[0] as Point]), ...lines.flatMap(segments)])
  const inside = edges.filter(({ a, b }) => {
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    return contains(outline, middle) || onRing(outline, middle)
  })
  const rings = walk(prune(inside))
  return {
    outer: rings.filter((ring) => signedArea(ring) < 0).sort((a, b) => signedArea(a) - signedArea(b))[0] ?? [],
    faces: rings.filter((ring) => signedArea(ring) > 0),
  }
}

/** Joins faces under `smallest` to the neighbour they share the longest border with; returns the remaining faces. */
export function absorbSmall(faces: readonly Ring[], smallest: number): Ring[] {
  let rest = [...faces]
  for (;;) {
    const small = rest.filter((face) => signedArea(face) < smallest).sort((a, b) => signedArea(a) - signedArea(b))[0]
    if (!small) return rest
    const others = rest.filter((face) => face !== small)
    const host = others.sort((a, b) => sharedLength(b, small) - sharedLength(a, small))[0]
    if (!host) return rest
    rest = [...rest.filter((face) => face !== small && face !== host), join(small, host)]
  }
}

interface Edge {
  readonly a: Point
  readonly b: Point
}

const key = ([x, y]: Point) => `${x.toFixed(2)} ${y.toFixed(2)}`
const snap = ([x, y]: Point): Point => [Math.round(x * 100) / 100 + 0, Math.round(y * 100) / 100 + 0]

function segments(line: readonly Point[]): Edge[] {
  return line.slice(1).map((b, i) => ({ a: snap(line[i] as Point), b: snap(b) }))
}

function onRing(ring: Ring, [x, y]: Point): boolean {
  return ring.some((a, i) => {
    const b = ring[(i + 1) % ring.length] as Point
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    const along = ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / length
    const off = Math.abs((x - a[0]) * (b[1] - a[1]) - (y - a[1]) * (b[0] - a[0])) / length
    return along > -0.05 && along < length + 0.05 && off < 0.05
  })
}

/** Splits every segment where another meets it, so that segments touch at ends only; doubles are dropped. */
function node(edges: readonly Edge[]): Edge[] {
  const unique = new Map<string, Edge>()
  for (const edge of edges) {
    const cuts = edges.flatMap((other) => (other === edge ? [] : meeting(edge, other)))
    const along = (p: Point) =>
      (p[0] - edge.a[0]) * (edge.b[0] - edge.a[0]) + (p[1] - edge.a[1]) * (edge.b[1] - edge.a[1])
    const stops = [edge.a, ...cuts, edge.b].sort((p, q) => along(p) - along(q))
    stops.slice(1).forEach((b, i) => {
      const a = stops[i] as Point
      const [from, to] = [key(a), key(b)].sort()
      if (from !== to) unique.set(`${from}|${to}`, { a, b })
    })
  }
  return [...unique.values()]
}

function meeting({ a, b }: Edge, { a: c, b: d }: Edge): Point[] {
  const reach = 1e-6
  const cross = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
  const touching = [c, d].filter((p) => onRing([a, b], p))
  if (touching.length > 0 || Math.abs(cross) < reach) return touching
  const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / cross
  const s = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / cross
  if (t <= 0 || t >= 1 || s <= 0 || s >= 1) return []
  return [snap([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])])]
}

function neighbours(edges: readonly Edge[]): Map<string, Point[]> {
  const around = new Map<string, Point[]>()
  for (const { a, b } of edges) {
    around.set(key(a), [...(around.get(key(a)) ?? []), b])
    around.set(key(b), [...(around.get(key(b)) ?? []), a])
  }
  return around
}

/** Drops dead ends: a line that stops inside a face does not cut it. */
function prune(edges: readonly Edge[]): Edge[] {
  const around = neighbours(edges)
  const left = edges.filter(({ a, b }) => around.get(key(a))?.length !== 1 && around.get(key(b))?.length !== 1)
  return left.length === edges.length ? left : prune(left)
}

/** Walks every face once, turning as sharply clockwise as possible at each node: inner faces come out anticlockwise. */
function walk(edges: readonly Edge[]): Ring[] {
  const around = neighbours(edges)
  const used = new Set<string>()
  const rings: Ring[] = []
  for (const { a, b } of edges.flatMap((edge) => [edge, { a: edge.b, b: edge.a }])) {
    const ring: Point[] = []
    let [from, to] = [a, b]
    while (!used.has(`${key(from)}>${key(to)}`)) {
      used.add(`${key(from)}>${key(to)}`)
      ring.push(from)
      ;[from, to] = [to, turn(from, to, around.get(key(to)) ?? [])]
    }
    if (ring.length > 2) rings.push(ring)
  }
  return rings
}

function turn(from: Point, at: Point, options: readonly Point[]): Point {
  const back = Math.atan2(from[1] - at[1], from[0] - at[0])
  const clockwise = (to: Point) => {
    const angle = (back - Math.atan2(to[1] - at[1], to[0] - at[0]) + 4 * Math.PI) % (2 * Math.PI)
    return angle < 1e-9 ? 2 * Math.PI : angle
  }
  return [...options].sort((p, q) => clockwise(p) - clockwise(q))[0] ?? from
}

function borderOf(ring: Ring): Set<string> {
  return new Set(ring.map((a, i) => `${key(a)}>${key(ring[(i + 1) % ring.length] as Point)}`))
}

const reversed = (edge: string) => edge.split('>').reverse().join('>')

function sharedLength(a: Ring, b: Ring): number {
  const border = borderOf(b)
  return a.reduce((sum, from, i) => {
    const to = a[(i + 1) % a.length] as Point
    return border.has(`${key(to)}>${key(from)}`) ? sum + Math.hypot(to[0] - from[0], to[1] - from[1]) : sum
  }, 0)
}

/** Two neighbouring faces as one: their common border vanishes. */
function join(a: Ring, b: Ring): Ring {
  const borders = [borderOf(a), borderOf(b)] as const
  const edges = [a, b].flatMap((ring) =>
    ring.map((from, i): Edge => ({ a: from, b: ring[(i + 1) % ring.length] as Point })),
  )
  const outer = edges.filter((edge) => {
    const back = reversed(`${key(edge.a)}>${key(edge.b)}`)
    return !borders[0].has(back) && !borders[1].has(back)
  })
  return walk(prune(outer)).find((ring) => signedArea(ring) > 0) ?? a
}
