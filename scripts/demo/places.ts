import type { DrawnBlock, DrawnDistrict } from './drawn.ts'
import { lotsIn } from './lots.ts'
import type { Lot } from './lots.ts'
import type { Point, Ring } from './map/plane.ts'
import { personName, phoneNumber } from './people.ts'
import type { Random } from './random.ts'
import type { Ground } from './trades.ts'

/** A supervised place of the demo with the lots enterprises may take in it. */
export interface DemoPlace {
  readonly kind: 'park' | 'tower' | 'block'
  readonly name: string
  readonly grid: string
  readonly ground: Ground
  readonly person: string
  readonly phone: string
  readonly ring: Ring
  readonly lots: readonly Lot[]
}

/** What is made or sold where; grids not named trade with their residents. */
const GROUNDS: Readonly<Record<string, readonly Ground[]>> = {
  新材园: ['chemistry'],
  药谷东: ['pharma', 'pharma', 'chemistry'],
  药谷西: ['pharma'],
  生物园: ['pharma', 'electronics'],
  精工园: ['machine'],
  航天里: ['electronics', 'machine'],
  航谷园: ['machine', 'electronics'],
  智造里: ['electronics', 'machine', 'chemistry'],
  河湾东: ['food', 'machine', 'chemistry'],
  电商港: ['logistics'],
  仓储园: ['logistics', 'chemistry'],
  南门户: ['logistics', 'machine'],
  东岭里: ['machine', 'village'],
  渔港里: ['seaside', 'food'],
  金山湾: ['seaside', 'food'],
  石门里: ['machine', 'village'],
  松岭北: ['village'],
  松岭南: ['village', 'commerce'],
  青峦里: ['village'],
  创智港: ['office', 'electronics'],
  中创园: ['office', 'electronics'],
  软件园: ['office'],
}

/** How many named blocks a grid has: industry more than homes. */
const BLOCKS: Readonly<Record<string, number>> = {
  新材园: 4, 药谷东: 3, 药谷西: 3, 生物园: 3, 精工园: 4, 航天里: 3, 航谷园: 3, 智造里: 4, 河湾东: 4, 电商港: 2, 仓储园: 3, 南门户: 2, 渔港里: 2,
} // prettier-ignore

const INDUSTRIAL: readonly Ground[] = ['chemistry', 'pharma', 'machine', 'electronics', 'food', 'logistics']
const ORDINALS = ['一', '二', '三', '四', '五']

/** Parks, towers and named blocks with their lots. */
export function placesOf(drawn: DrawnDistrict, random: Random): DemoPlace[] {
  const contact = (n: number) => ({ person: personName(random), phone: phoneNumber(400 + n) })
  const parks = drawn.blocks.flatMap((block, i): DemoPlace[] =>
    block.name === undefined
      ? []
      : [{ kind: 'park', name: block.name, grid: block.grid, ground: groundOf(block.grid, 0), ring: block.ring, lots: lotsIn(block, [8, 3, 8, 8, 3, 8], 9), ...contact(i % 50) }],
  ) // prettier-ignore
  const towers = drawn.towers.map((tower, i): DemoPlace => {
    const quad = tower.ring.slice(0, 4) as unknown as readonly [Point, Point, Point, Point]
    return { kind: 'tower', name: tower.name, grid: tower.grid, ground: 'office', ring: tower.ring, lots: lotsIn({ quad, ring: tower.ring }, [6, 6, 6], 3), ...contact(50 + i) } // prettier-ignore
  })
  const blocks = drawn.grids.flatMap(({ name: grid }) => namedBlocks(drawn, grid, random))
  return [...parks, ...towers, ...blocks.map((block, i) => ({ ...block, ...contact(60 + i) }))]
}

function groundOf(grid: string, i: number): Ground {
  const grounds = GROUNDS[grid] ?? ['commerce']
  return grounds[i % grounds.length] ?? 'commerce'
}

function namedBlocks(drawn: DrawnDistrict, grid: string, random: Random): Omit<DemoPlace, 'person' | 'phone'>[] {
  const count = BLOCKS[grid] ?? 1
  const open = drawn.blocks.filter((block) => block.grid === grid && !block.name && !standsTower(drawn, block))
  return Array.from({ length: count }).flatMap((_, i) => {
    const ground = groundOf(grid, i)
    const whole = (block: DrawnBlock) => lotsIn(block, [4, 4, 4]).length
    const sites = random.shuffled(open).sort((a, b) => whole(b) - whole(a))
    const site = sites.find((block) => suits(block, ground)) ?? sites.find((block) => block.use !== 'green')
    if (!site) return []
    open.splice(open.indexOf(site), 1)
    const industrial = INDUSTRIAL.includes(ground)
    const name = industrial || ground === 'village' ? `${grid}${ORDINALS[i] ?? i}号街坊` : `${grid}商业街坊`
    return [{ kind: 'block' as const, name, grid, ground, ring: site.ring, lots: lotsIn(site, layout(ground, random)) }]
  })
}

const standsTower = (drawn: DrawnDistrict, block: DrawnBlock) =>
  drawn.towers.some(({ ring }) => within(ring, block.ring))

function within(inner: Ring, outer: Ring): boolean {
  const [west, east] = [Math.min(...outer.map((p) => p[0])), Math.max(...outer.map((p) => p[0]))]
  const [south, north] = [Math.min(...outer.map((p) => p[1])), Math.max(...outer.map((p) => p[1]))]
  return inner.every(([x, y]) => x > west && x < east && y > south && y < north)
}

function suits(block: DrawnBlock, ground: Ground): boolean {
  if (ground === 'commerce' || ground === 'seaside') return block.use === 'service' || block.use === 'office'
  if (ground === 'office') return block.use === 'office' || block.use === 'service'
  if (ground === 'village') return block.use === 'industry' || block.use === 'service'
  return block.use === 'industry' || block.use === 'logistics'
}

function layout(ground: Ground, random: Random): readonly number[] {
  const big = [[6, 2, 6], [5, 2, 5, 5], [6, 3, 6], [4, 2, 5]] as const // prettier-ignore
  const small = [
    [7, 6, 7],
    [6, 6, 6, 6],
    [8, 7, 8],
  ] as const
  return ground === 'commerce' || ground === 'seaside' || ground === 'office' ? random.pick(small) : random.pick(big)
}
