import { pinyin } from 'pinyin-pro'
import { classify } from '#core/domain/enterpriseClass.ts'
import type { RiskLevel } from '#core/domain/risk.ts'
import { completeUscc } from '#core/domain/uscc.ts'
import type { Lot } from './lots.ts'
import { distance, toPlane } from './map/plane.ts'
import type { Point } from './map/plane.ts'
import { personName, phoneNumber } from './people.ts'
import type { DemoPlace } from './places.ts'
import { PLANTS } from './plants.ts'
import type { DemoPlant } from './plants.ts'
import type { Random } from './random.ts'
import { point, polygon } from './territory.ts'
import { FORMS, NAME_WORDS, tradesOf } from './trades.ts'
import type { Trade } from './trades.ts'

/** How many enterprises the demo district has, and how many of them are red, orange, yellow and unrated. */
export const ENTERPRISES = 1200
const COLOURS = { red: 26, orange: 118, yellow: 384, unrated: 38 }
const STANDARDIZED = 35

/** An enterprise before it becomes a row: `risk` is the colour its risk points will give it. */
export interface DemoEnterprise {
  readonly code: string
  readonly name: string
  readonly trade: Trade
  readonly place: DemoPlace
  readonly lot: Lot
  readonly staff: number
  readonly plant: DemoPlant | undefined
  readonly risk: RiskLevel | undefined
  readonly safetyManager: string
}

/** Residents at a point. */
interface Home {
  readonly at: Point
  readonly people: number
}

interface Site {
  readonly place: DemoPlace
  readonly lot: Lot
  readonly plant: DemoPlant | undefined
}

/** The demo's enterprises: plants with hazard sources on large lots first, then every other lot by its ground's trades. */
export function enterprisesOf(places: readonly DemoPlace[], homes: readonly Home[], random: Random): DemoEnterprise[] {
  const sites = settle(places, homes, random)
  const names = new Set<string>()
  const bare = sites.map(({ place, lot, plant }, i) => {
    const trade = plant?.trade ?? random.pick(tradesOf(place.ground))
    const [least, most] = trade.staff
    return {
      code: completeUscc(`91370671DEM0${String(i + 1).padStart(4, '0')}`),
      name: plant ? `${plant.name}有限公司（演示）` : nameFor(trade, names, random),
      trade,
      place,
      lot,
      plant,
      staff: Math.round(least + (most - least) * random.next() ** 2),
      safetyManager: personName(random),
      danger: trade.danger + random.next() * 0.42,
    }
  })
  const colours = colour(bare.map(({ danger }) => danger), random) // prettier-ignore
  return bare.map(({ danger: _, ...enterprise }, i) => ({ ...enterprise, risk: colours[i] }))
}

function settle(places: readonly DemoPlace[], homes: readonly Home[], random: Random): Site[] {
  const free = places.flatMap((place) => place.lots.map((lot) => ({ place, lot })))
  const plants = PLANTS.map((plant): Site => {
    const ground = free.filter(({ place }) => place.grid === plant.grid && place.kind !== 'tower')
    const large = ground.filter(({ lot }) => lot.large)
    const fits = (large.length > 0 ? large : ground)
      .map((site) => ({ site, people: residentsAround(homes, site.lot.at) }))
      .sort((a, b) => b.people - a.people)
    const chosen = (plant.site === 'among-homes' ? fits[0] : fits.at(-1))?.site
    if (!chosen) throw new Error(`No lot for ${plant.name} in ${plant.grid}`)
    free.splice(free.indexOf(chosen), 1)
    return { ...chosen, plant }
  })
  const chosen = new Set(random.shuffled(free).slice(0, ENTERPRISES - plants.length))
  const others = free.filter((site) => chosen.has(site)).map((site): Site => ({ ...site, plant: undefined }))
  if (plants.length + others.length !== ENTERPRISES) throw new Error(`Only ${plants.length + others.length} lots`)
  return [...plants, ...others]
}

/** Residents within half a kilometre and a lot's half width of a place. */
const residentsAround = (homes: readonly Home[], at: Point) =>
  homes.reduce((sum, home) => (distance(toPlane(home.at), toPlane(at)) < 560 ? sum + home.people : sum), 0)

function nameFor(trade: Trade, taken: Set<string>, random: Random): string {
  for (;;) {
    const name = `${random.pick(NAME_WORDS)}${trade.word}${random.pick(FORMS[trade.family])}（演示）`
    if (!taken.has(name)) {
      taken.add(name)
      return name
    }
  }
}

/** Colours by rank of danger, exactly as many of each as the district has; the unrated lie among the harmless. */
function colour(dangers: readonly number[], random: Random): (RiskLevel | undefined)[] {
  const order = dangers.map((danger, i) => ({ danger, i })).sort((a, b) => b.danger - a.danger || a.i - b.i)
  const { red, orange, yellow, unrated } = COLOURS
  const colours: (RiskLevel | undefined)[] = []
  order.forEach(({ i }, rank) => {
    colours[i] = rank < red ? 1 : rank < red + orange ? 2 : rank < red + orange + yellow ? 3 : 4
  })
  const harmless = random.shuffled(order.slice(red + orange + yellow)).slice(0, unrated)
  for (const { i } of harmless) colours[i] = undefined
  return colours
}

const OVERRIDES = [
  ['A', '近一年两次行政处罚，专题会议研究提级监管（演示）'],
  ['A', '与居民楼同一建筑，按重点单位管理（演示）'],
  ['B', '停产检修，设备已断能挂牌，降级监管至复产（演示）'],
  ['A', '举报属实，列入年度重点检查单位（演示）'],
  ['C', '仅余行政办公，生产线已迁出（演示）'],
  ['B', '承租单位频繁变更，提级一档观察（演示）'],
] as const

/** What a person set against the rule, five days ago and for half a year; null where nobody did. */
function overrideRow(override: (typeof OVERRIDES)[number] | undefined, day: Date) {
  const [wanted = null, reason = null] = override ?? []
  const until = daysBefore(day, -181).toISOString().slice(0, 10) // midnight in China lies on the day before of UTC
  return {
    class_override: wanted,
    class_override_reason: reason,
    class_override_until: override ? until : null,
    class_override_by: override ? '演示' : null,
    class_override_at: override ? daysBefore(day, 5).toISOString() : null,
  }
}

/** Rows of `enterprise`; `place` is kind and name, joined in SQL. Day is the demo's today, from which vetoes count back. */
export function enterpriseRows(enterprises: readonly DemoEnterprise[], day: Date, random: Random) {
  const industrial = enterprises.filter(
    (each) => each.place.kind !== 'tower' && each.staff >= 20 && each.risk !== undefined,
  )
  const standardized = new Map(random.shuffled(industrial).slice(0, STANDARDIZED).map((each, i) => [each, i === 0 ? 1 : i < 8 ? 2 : 3])) // prettier-ignore
  const vetoed = new Map(random.shuffled(industrial).slice(0, 9).map((each, i) => [each, daysBefore(day, 40 + i * 61)])) // prettier-ignore
  const steady = enterprises.filter((each) => !each.plant && !vetoed.has(each) && each.risk !== undefined)
  const overridden = new Map(random.shuffled(steady).slice(0, OVERRIDES.length).map((each, i) => [each, OVERRIDES[i]])) // prettier-ignore
  const suspended = new Set(random.shuffled(steady).slice(0, 8))
  return enterprises.map((each, i) => {
    const vetoedAt = vetoed.get(each)
    const input = { highRisk: each.trade.highRisk ?? false, crowded: each.trade.crowded ?? false, staff: each.staff, risk: each.risk, majorHazardSource: each.plant !== undefined, vetoedAt } // prettier-ignore
    const computed = classify(input, day)
    const override = overridden.get(each)
    const fenced = each.plant ? each.plant.footprint : each.place.kind !== 'tower' && random.chance(0.56)
    return {
      scheme: 'uscc',
      identifier: each.code,
      name: each.name,
      initials: initialsOf(each.name),
      industry: each.trade.industry,
      status: suspended.has(each) ? 'suspended' : 'active',
      address: addressOf(each, i, random),
      legal_person: personName(random),
      safety_manager: each.safetyManager,
      safety_manager_phone: phoneNumber(1000 + i),
      staff: each.staff,
      crowded: input.crowded,
      high_risk: input.highRisk,
      vetoed_at: vetoedAt?.toISOString() ?? null,
      standardization: standardized.get(each) ?? null,
      standardization_until: standardized.has(each)
        ? daysBefore(day, 30 - ((i * 41) % 1000))
            .toISOString()
            .slice(0, 10)
        : null,
      opened_at: daysBefore(day, 3 + ((i * 37) % 53) * 12).toISOString(),
      class_computed: computed.class,
      class_rule: computed.rule,
      class_reasons: computed.reasons,
      ...overrideRow(override && override[0] !== computed.class ? override : undefined, day),
      geom: point(each.lot.at),
      source: 'demo',
      footprint: fenced ? polygon(each.lot.fence) : null,
      place_kind: each.place.kind,
      place_name: each.place.name,
    }
  })
}

const daysBefore = (day: Date, days: number) => new Date(day.getTime() - days * 86_400_000)

const initialsOf = (name: string) =>
  pinyin(name.replace('（演示）', ''), { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

function addressOf({ place }: DemoEnterprise, i: number, random: Random): string {
  return place.kind === 'tower'
    ? `高新区（演示）${place.name}${random.whole(2, 24)}层${String(random.whole(1, 12)).padStart(2, '0')}室`
    : `高新区（演示）${place.name}${(i % 90) + 1}号`
}
