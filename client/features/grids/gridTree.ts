/** What the tree needs of a node, whether it is of now, of a draft or of a day gone by. */
export interface TreeNode {
  readonly id: number
  readonly level: number
  readonly code: string
  readonly name: string
  readonly person: string
  readonly phone: string
  /** Who stands in, and the names of who works there, on the day that is shown; where neither is known, as of a draft, left out. */
  readonly substitute?: { readonly name: string; readonly phone: string | null; readonly untilOn: string } | null
  readonly workers?: readonly string[]
  readonly change: 'none' | 'facts' | 'land' | 'both' | 'new' | 'gone'
}

/** The nodes of one level that fit a text, by code, and how many there are in all. */
export interface TreeLevel {
  readonly level: number
  readonly all: number
  readonly nodes: readonly TreeNode[]
}

const LEVELS = [1, 2, 3] as const

/** Level by level; a text is looked for in name, code, person and phone. Nodes that vanish count for nothing. */
export function levelsOf(nodes: readonly TreeNode[], wanted: string): TreeLevel[] {
  const text = wanted.trim().toLowerCase()
  const fits = ({ name, code, person, phone, substitute, workers = [] }: TreeNode) =>
    [name, code, person, phone, substitute?.name ?? '', ...workers].some((one) => one.toLowerCase().includes(text))
  return LEVELS.map((level) => {
    const ours = nodes.filter((node) => node.level === level)
    const shown = ours.filter(fits).toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.id - b.id))
    return { level, all: ours.filter(({ change }) => change !== 'gone').length, nodes: shown }
  })
}

/** `1+17+31` */
export const sumText = (nodes: readonly TreeNode[]): string =>
  levelsOf(nodes, '')
    .map(({ all }) => all)
    .join('+')

type Positions = readonly (readonly [number, number])[]
/** [west, south, east, north] degrees of land; undefined where there is none. */
export function boundsOfLand(
  polygons: readonly (readonly Positions[])[] | null,
): [number, number, number, number] | undefined {
  const places = (polygons ?? []).flat(2)
  if (places.length === 0) return undefined
  const edge = (most: (a: number, b: number) => number, axis: 0 | 1) =>
    places.reduce((found, place) => most(found, place[axis]), places[0]![axis])
  return [edge(Math.min, 0), edge(Math.min, 1), edge(Math.max, 0), edge(Math.max, 1)]
}
