import { completeUscc } from '#core/domain/uscc.ts'
import { DAY } from './calendar.ts'
import type { DemoEnterprise } from './enterprises.ts'
import { personName, phoneNumber } from './people.ts'
import type { DemoPlace } from './places.ts'
import type { Random } from './random.ts'

/** Parks and towers of the demo: named blocks are not supervised as one. */
const supervised = (places: readonly DemoPlace[]) => places.filter(({ kind }) => kind !== 'block')
const dayBefore = (day: Date, days: number) => new Date(day.getTime() - days * DAY)
/** The calendar day of China that a midnight begins. */
const dateOf = (moment: Date) => new Date(moment.getTime() + DAY / 3).toISOString().slice(0, 10)

/** What the file of each park and tower says beside name and ground; every fifth is as bare as a file that was just opened. */
export function placeFileRows(places: readonly DemoPlace[], day: Date, random: Random) {
  return supervised(places).map(({ kind, name }, i) => {
    const [safetyManager, floors, area] = [personName(random), random.whole(6, 28), random.whole(8, 46) * 1000]
    const opened = dayBefore(day, 4 + ((i * 29) % 47)).toISOString()
    const bare = { kind, name, opened_at: opened }
    if (i % 5 === 4) return bare
    return {
      ...bare,
      code: `${kind === 'park' ? 'YQ' : 'LY'}-${String(i + 1).padStart(3, '0')}`,
      address: `高新区（演示）${name}`,
      manager: `${name}${kind === 'park' ? '园区运营' : '物业管理'}有限公司（演示）`,
      manager_code: completeUscc(`91370671DEMP${String(i + 1).padStart(4, '0')}`),
      safety_manager: i % 3 === 2 ? null : safetyManager,
      safety_manager_phone: i % 3 === 2 ? null : phoneNumber(300 + i),
      emergency_contact: '消防控制室',
      emergency_phone: phoneNumber(350 + i),
      floors: kind === 'tower' ? floors : null,
      area: kind === 'tower' ? area : area * 12,
      units: kind === 'tower' ? floors * 6 : null,
    }
  })
}

/** Of some places the manager has a file of its own: the first enterprise that sits there. */
export function managerRows(places: readonly DemoPlace[], enterprises: readonly DemoEnterprise[]) {
  return supervised(places).flatMap((place, i) => {
    const [first] = enterprises.filter((each) => each.place === place)
    return i % 6 === 1 && first ? [{ kind: place.kind, name: place.name, identifier: first.code }] : []
  })
}

const SHOPS = ['文印', '便利店', '咖啡', '财税咨询', '健身', '口腔门诊', '房产经纪', '教育培训', '美容美发', '软件工作室', '快餐', '花艺'] as const // prettier-ignore
const TRADES = ['C23', 'F52', 'H62', 'L72', 'R89', 'Q84', 'K70', 'P83', 'O80', 'I65', 'H62', null] as const
const WORDS = ['拾光', '半夏', '青禾', '云朵', '小满', '知味', '南风', '木心', '晴川', '白露', '初见', '星屑'] as const

/** Tenants without a file: shops and small offices, most of them in towers; one in eight has left. */
export function tenantRows(places: readonly DemoPlace[], day: Date, random: Random) {
  return supervised(places).flatMap((place, i) => {
    const count = place.kind === 'tower' ? random.whole(1, 5) : random.whole(0, 2)
    const words = random.shuffled(WORDS)
    return Array.from({ length: count }, (_, n) => {
      const shop = random.whole(0, SHOPS.length - 1)
      const since = dayBefore(day, random.whole(120, 1500))
      const knows = random.chance(0.7)
      return {
        place_kind: place.kind,
        place_name: place.name,
        name: `${words[n]}${SHOPS[shop]}（演示）`,
        room: place.kind === 'tower' ? `${random.whole(1, 9)} 层 ${random.whole(101, 130)}` : `${n + 1} 号门面`,
        industry: TRADES[shop] ?? null,
        contact: knows ? personName(random) : null,
        phone: knows ? phoneNumber(4000 + i * 10 + n) : null,
        since: dateOf(since),
        until: random.chance(1 / 8) ? dateOf(dayBefore(day, random.whole(5, 90))) : null,
      }
    })
  })
}
