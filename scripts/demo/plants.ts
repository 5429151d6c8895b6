import type { Substance } from '#core/domain/majorHazard.ts'
import type { Family, Trade } from './trades.ts'

/** A unit of a plant with its inventory at maximum design quantity, tonnes. */
export interface DemoUnit {
  readonly name: string
  readonly kind: 'production' | 'storage'
  readonly substances: readonly Substance[]
}

/** A plant that holds major hazard sources; `footprint: false` leaves its boundary unknown, so that α is provisional. */
export interface DemoPlant {
  readonly name: string
  readonly grid: string
  readonly trade: Trade
  readonly footprint: boolean
  /** Takes the free large lot of its grid with the most residents around, or the fewest: that decides α. */
  readonly site: 'among-homes' | 'apart'
  readonly units: readonly DemoUnit[]
}

const AMMONIA = (quantity: number): Substance => ({ name: '氨', cas: '7664-41-7', quantity })
const CHLORINE = (quantity: number): Substance => ({ name: '氯', cas: '7782-50-5', quantity })
const ETHYLENE_OXIDE = (quantity: number): Substance => ({ name: '环氧乙烷', cas: '75-21-8', category: 'W2', quantity })
const NATURAL_GAS = (quantity: number): Substance => ({ name: '甲烷,天然气', cas: '74-82-8', category: 'W2', quantity })
const LPG = (quantity: number): Substance => ({ name: '液化石油气(含丙烷、丁烷及其混合物)', cas: '68476-85-7', category: 'W2', quantity }) // prettier-ignore
const PETROL = (quantity: number): Substance => ({ name: '汽油(乙醇汽油、甲醇汽油)', cas: '86290-81-5', category: 'W5.3', quantity }) // prettier-ignore
const BUTADIENE = (quantity: number): Substance => ({ name: '1,3-丁二烯', cas: '106-99-0', category: 'W2', quantity })
const liquid = (name: string, cas: string, quantity: number): Substance => ({ name, cas, category: 'W5.3', quantity })

const METHANOL = (quantity: number) => liquid('甲醇', '67-56-1', quantity)
const ETHANOL = (quantity: number) => liquid('乙醇', '64-17-5', quantity)
const ACETONE = (quantity: number) => liquid('丙酮', '67-64-1', quantity)
const TOLUENE = (quantity: number) => liquid('甲苯', '108-88-3', quantity)
const ETHYL_ACETATE = (quantity: number) => liquid('乙酸乙酯', '141-78-6', quantity)

const tanks = (name: string, ...substances: Substance[]): DemoUnit => ({ name, kind: 'storage', substances })
const works = (name: string, ...substances: Substance[]): DemoUnit => ({ name, kind: 'production', substances })

function plant(name: string, grid: string, [industry, family]: readonly [string, Family], staff: number): Omit<DemoPlant, 'units' | 'footprint' | 'site'> {
  return { name, grid, trade: { word: name, industry, family, staff: [staff, staff], danger: 0.84, highRisk: true } }
} // prettier-ignore

/** 19 plants with the 24 major hazard sources of the demo. */
export const PLANTS: readonly DemoPlant[] = [
  { ...plant('蓝鲸燃气', '南门户', ['D4511', 'energy'], 86), footprint: true, site: 'among-homes', units: [tanks('LNG储罐区', NATURAL_GAS(3600)), works('气化调压装置', NATURAL_GAS(64))] },
  { ...plant('鲸跃精细化工', '新材园', ['C2662', 'chemical'], 214), footprint: true, site: 'among-homes', units: [tanks('甲类罐区', ETHYLENE_OXIDE(520), METHANOL(400)), works('乙氧基化装置', ETHYLENE_OXIDE(22), AMMONIA(14))] },
  { ...plant('白鹭新材料', '新材园', ['C2651', 'chemical'], 268), footprint: true, site: 'apart', units: [tanks('丁二烯球罐区', BUTADIENE(420), liquid('2-丙烯腈', '107-13-1', 620)), works('聚合装置', BUTADIENE(9), liquid('苯乙烯', '100-42-5', 90))] },
  { ...plant('云雀医药中间体', '药谷东', ['C2614', 'chemical'], 152), footprint: true, site: 'apart', units: [tanks('液氯库', CHLORINE(46)), works('氯化装置', CHLORINE(5.5), TOLUENE(60))] },
  { ...plant('灯塔石油仓储', '仓储园', ['G5941', 'storage'], 48), footprint: true, site: 'apart', units: [tanks('成品油罐区', PETROL(30_000)), tanks('甲醇罐区', METHANOL(1900))] },
  { ...plant('雪豹液化气', '河湾东', ['D4512', 'energy'], 32), footprint: true, site: 'among-homes', units: [tanks('液化气储配站', LPG(1200))] },
  { ...plant('海马食品冷库', '渔港里', ['C1361', 'food'], 174), footprint: true, site: 'among-homes', units: [works('氨制冷机房', AMMONIA(52))] },
  { ...plant('橘猫冷链', '电商港', ['G5930', 'storage'], 72), footprint: true, site: 'apart', units: [works('氨制冷机房', AMMONIA(46))] },
  { ...plant('大象仓储', '仓储园', ['G5942', 'storage'], 41), footprint: true, site: 'apart', units: [tanks('甲类仓库', METHANOL(700), ACETONE(650), ETHANOL(820), TOLUENE(540))] },
  { ...plant('青柠制药', '药谷西', ['C2710', 'pharma'], 386), footprint: true, site: 'apart', units: [tanks('溶剂罐区', ETHANOL(900), ACETONE(420), ETHYL_ACETATE(520))] },
  { ...plant('蒲公英生物', '生物园', ['C2761', 'pharma'], 205), footprint: true, site: 'apart', units: [tanks('乙醇库', ETHANOL(610))] },
  { ...plant('北极星涂料', '智造里', ['C2641', 'chemical'], 97), footprint: true, site: 'among-homes', units: [tanks('原料罐区', TOLUENE(1200), ETHYL_ACETATE(820))] },
  { ...plant('松鼠工业气体', '精工园', ['C2619', 'chemical'], 44), footprint: true, site: 'among-homes', units: [tanks('气瓶充装站', { name: '氢', cas: '1333-74-0', category: 'W2', quantity: 12 }, { name: '氧(压缩的或液化的)', cas: '7782-44-7', category: 'W4', quantity: 310 }, { name: '乙炔', cas: '74-86-2', category: 'W2', quantity: 4 })] },
  { ...plant('银杏锂电', '航谷园', ['C3841', 'electronics'], 342), footprint: true, site: 'apart', units: [tanks('电解液库', { name: '碳酸二甲酯', cas: '616-38-6', category: 'W5.3', quantity: 1120 })] },
  { ...plant('海豚自来水', '石门里', ['D4610', 'energy'], 58), footprint: true, site: 'among-homes', units: [works('加氯间', CHLORINE(10))] },
  { ...plant('灰雁热电', '智造里', ['D4412', 'energy'], 188), footprint: true, site: 'among-homes', units: [works('脱硝氨区', AMMONIA(26))] },
  { ...plant('小熊油品', '松岭南', ['F5265', 'energy'], 14), footprint: true, site: 'among-homes', units: [tanks('埋地油罐区', PETROL(250))] },
  { ...plant('蜂鸟胶粘剂', '新材园', ['C2669', 'chemical'], 66), footprint: false, site: 'apart', units: [tanks('异氰酸酯库', { name: '甲苯二异氰酸酯', cas: '26471-62-5', category: 'J2', quantity: 150 }, ACETONE(620))] },
  { ...plant('海星饮料', '河湾东', ['C1523', 'food'], 133), footprint: false, site: 'apart', units: [works('氨制冷机房', AMMONIA(18))] },
] // prettier-ignore
