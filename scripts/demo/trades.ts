/** Families of trades share hazards, risk points and inspection habits. */
export type Family =
  | 'chemical' | 'pharma' | 'machine' | 'electronics' | 'food' | 'storage' | 'construction'
  | 'office' | 'shop' | 'lodging' | 'catering' | 'energy' | 'school' | 'health' | 'farm' // prettier-ignore

/** A trade of the demo: what it is called, its GB/T 4754-2017 class, its people and how dangerous it usually is. */
export interface Trade {
  readonly word: string
  readonly industry: string
  readonly family: Family
  /** Persons, from–to. */
  readonly staff: readonly [number, number]
  /** 0 harmless … 1 as dangerous as the demo gets: orders enterprises before colours are given out. */
  readonly danger: number
  readonly highRisk?: boolean
  readonly crowded?: boolean
}

/** A line of the table below: word, industry, family, staff from–to, danger, marks. */
type TradeRow = readonly [
  word: string,
  industry: string,
  family: Family,
  staff: readonly [number, number],
  danger: number,
  marks?: { readonly highRisk?: true; readonly crowded?: true },
]

const HIGH_RISK = { highRisk: true } as const
const CROWDED = { crowded: true } as const

/** What kind of ground a place offers; each attracts its trades. */
export type Ground =
  | 'chemistry'
  | 'pharma'
  | 'machine'
  | 'electronics'
  | 'food'
  | 'logistics'
  | 'office'
  | 'commerce'
  | 'seaside'
  | 'village'

const TABLE: Readonly<Record<Ground, readonly TradeRow[]>> = {
  chemistry: [
    ['精细化工', 'C2662', 'chemical', [60, 240], 0.8, HIGH_RISK],
    ['新材料', 'C2651', 'chemical', [50, 320], 0.62],
    ['涂料', 'C2641', 'chemical', [30, 120], 0.7, HIGH_RISK],
    ['胶粘剂', 'C2669', 'chemical', [20, 90], 0.55],
    ['橡胶制品', 'C2913', 'chemical', [30, 180], 0.42],
    ['塑料制品', 'C2929', 'chemical', [20, 120], 0.38],
    ['玻璃纤维', 'C3061', 'machine', [60, 260], 0.4],
    ['工业气体', 'C2619', 'chemical', [15, 60], 0.72, HIGH_RISK],
    ['化工贸易', 'F5169', 'storage', [5, 25], 0.45],
    ['环保处置', 'N7724', 'energy', [20, 80], 0.6],
  ],
  pharma: [
    ['制药', 'C2710', 'pharma', [80, 420], 0.6],
    ['生物制品', 'C2761', 'pharma', [40, 260], 0.45],
    ['中药饮片', 'C2730', 'pharma', [30, 140], 0.32],
    ['医疗器械', 'C3581', 'electronics', [30, 180], 0.25],
    ['医药中间体', 'C2614', 'chemical', [40, 160], 0.75, HIGH_RISK],
    ['诊断试剂', 'C2770', 'pharma', [15, 90], 0.3],
    ['海洋生物', 'C1491', 'food', [20, 120], 0.28],
    ['药物研究', 'M7340', 'office', [12, 90], 0.28],
    ['药品包装', 'C2239', 'machine', [30, 110], 0.34],
    ['医药物流', 'G5920', 'storage', [20, 80], 0.35],
  ],
  machine: [
    ['精密机械', 'C3484', 'machine', [30, 160], 0.36],
    ['航空部件', 'C3744', 'machine', [60, 380], 0.42],
    ['铸造', 'C3391', 'machine', [40, 180], 0.74, HIGH_RISK],
    ['金属表面处理', 'C3360', 'machine', [20, 90], 0.66],
    ['模具', 'C3525', 'machine', [15, 80], 0.3],
    ['阀门', 'C3443', 'machine', [25, 140], 0.32],
    ['汽车零部件', 'C3670', 'machine', [60, 420], 0.4],
    ['轴承', 'C3451', 'machine', [30, 160], 0.3],
    ['焊接装备', 'C3424', 'machine', [20, 100], 0.36],
    ['木制品', 'C2039', 'machine', [15, 70], 0.56],
    ['铝镁制品', 'C3392', 'machine', [30, 130], 0.78, HIGH_RISK],
    ['钢结构', 'C3311', 'machine', [40, 200], 0.46],
  ],
  electronics: [
    ['电子科技', 'C3982', 'electronics', [40, 320], 0.24],
    ['智能传感', 'C3983', 'electronics', [20, 140], 0.18],
    ['锂电', 'C3841', 'electronics', [60, 360], 0.68, HIGH_RISK],
    ['机器人', 'C3491', 'electronics', [20, 160], 0.22],
    ['仪器仪表', 'C4011', 'electronics', [20, 130], 0.16],
    ['光电', 'C3976', 'electronics', [30, 220], 0.28],
    ['航天电子', 'C3743', 'electronics', [50, 400], 0.4],
    ['电力设备', 'C3823', 'electronics', [30, 180], 0.3],
    ['无人机', 'C3963', 'electronics', [20, 120], 0.26],
  ],
  food: [
    ['海产加工', 'C1361', 'food', [40, 260], 0.5],
    ['冷冻食品', 'C1432', 'food', [40, 220], 0.58],
    ['饮料', 'C1523', 'food', [30, 160], 0.3],
    ['粮油', 'C1331', 'food', [25, 120], 0.46],
    ['葡萄酒', 'C1515', 'food', [20, 110], 0.4],
    ['烘焙', 'C1411', 'food', [20, 90], 0.26],
    ['调味品', 'C1469', 'food', [20, 90], 0.28],
    ['包装', 'C2231', 'machine', [20, 100], 0.4],
  ],
  logistics: [
    ['仓储', 'G5920', 'storage', [12, 80], 0.42],
    ['冷链', 'G5930', 'storage', [15, 90], 0.6],
    ['物流', 'G5810', 'storage', [15, 120], 0.34],
    ['道路货运', 'G5432', 'storage', [20, 140], 0.4],
    ['危货运输', 'G5435', 'storage', [15, 60], 0.76, HIGH_RISK],
    ['快递', 'G6020', 'storage', [20, 180], 0.26],
    ['电子商务', 'F5292', 'office', [8, 90], 0.12],
    ['建材批发', 'F5165', 'shop', [5, 40], 0.24],
    ['汽车维修', 'O8111', 'machine', [6, 30], 0.38],
    ['五金批发', 'F5174', 'shop', [4, 24], 0.16],
  ],
  office: [
    ['软件', 'I6513', 'office', [8, 220], 0.03],
    ['信息技术', 'I6531', 'office', [6, 120], 0.03],
    ['数据服务', 'I6450', 'office', [8, 90], 0.08],
    ['科技咨询', 'M7519', 'office', [4, 40], 0.02],
    ['工程设计', 'M7484', 'office', [8, 90], 0.05],
    ['检测', 'M7452', 'office', [10, 90], 0.2],
    ['建筑工程', 'E4710', 'construction', [30, 320], 0.7, HIGH_RISK],
    ['装饰工程', 'E5011', 'construction', [8, 80], 0.44],
    ['机电安装', 'E4910', 'construction', [15, 120], 0.48],
    ['物业服务', 'K7020', 'office', [20, 160], 0.22],
    ['保安服务', 'L7271', 'office', [30, 220], 0.1],
    ['人力资源', 'L7262', 'office', [6, 60], 0.02],
    ['财务咨询', 'L7249', 'office', [4, 30], 0.02],
    ['金融服务', 'J6639', 'office', [6, 60], 0.03],
    ['保险代理', 'J6851', 'office', [6, 60], 0.03],
    ['文化传媒', 'R8710', 'office', [4, 40], 0.03],
  ],
  commerce: [
    ['餐饮', 'H6210', 'catering', [6, 60], 0.34],
    ['商贸', 'F5211', 'shop', [3, 40], 0.1],
    ['超市', 'F5212', 'shop', [15, 120], 0.3, CROWDED],
    ['酒店', 'H6110', 'lodging', [25, 180], 0.44, CROWDED],
    ['影城', 'R8760', 'lodging', [15, 50], 0.42, CROWDED],
    ['健身', 'R8930', 'lodging', [6, 30], 0.24, CROWDED],
    ['口腔门诊', 'Q8425', 'health', [6, 40], 0.08],
    ['幼教', 'P8310', 'school', [12, 50], 0.2, CROWDED],
    ['培训', 'P8391', 'school', [5, 40], 0.16],
    ['药房', 'F5251', 'shop', [3, 15], 0.06],
    ['洗染', 'O8030', 'shop', [3, 15], 0.18],
    ['房地产经纪', 'K7030', 'office', [4, 30], 0.02],
    ['歌舞娱乐', 'R9011', 'lodging', [15, 60], 0.6, CROWDED],
    ['家政服务', 'O8010', 'office', [5, 60], 0.04],
  ],
  seaside: [
    ['海鲜餐饮', 'H6210', 'catering', [8, 60], 0.36],
    ['度假酒店', 'H6110', 'lodging', [30, 200], 0.46, CROWDED],
    ['渔业', 'A0411', 'farm', [10, 80], 0.5],
    ['海洋牧场', 'A0411', 'farm', [10, 60], 0.46],
    ['游艇', 'R8919', 'lodging', [8, 40], 0.4],
    ['水产品批发', 'F5126', 'shop', [5, 40], 0.26],
    ['船舶修理', 'C4342', 'machine', [20, 120], 0.62],
    ['制冰', 'C1495', 'food', [10, 40], 0.5],
  ],
  village: [
    ['果业', 'A0151', 'farm', [6, 60], 0.14],
    ['苗木', 'A0212', 'farm', [5, 40], 0.1],
    ['农产品加工', 'C1371', 'food', [10, 70], 0.34],
    ['民宿', 'H6130', 'lodging', [4, 20], 0.26],
    ['农机服务', 'A0511', 'farm', [4, 24], 0.22],
    ['石材', 'C3032', 'machine', [10, 60], 0.5],
    ['园林绿化', 'E4813', 'construction', [10, 70], 0.26],
    ['加油站', 'F5265', 'energy', [6, 16], 0.62],
  ],
}

/** The trades of a kind of ground. */
export const tradesOf = (ground: Ground): Trade[] =>
  TABLE[ground].map(([word, industry, family, staff, danger, marks]) => ({
    word,
    industry,
    family,
    staff,
    danger,
    ...marks,
  }))

/** Before the trade in an enterprise's name: animals, plants and weather, as no register would hold so many of. */
export const NAME_WORDS = [
  '蓝鲸', '白鹭', '橘猫', '蒲公英', '海马', '青柠', '北极星', '大象', '鲸跃', '松鼠', '海豚', '云雀', '银杏', '红枫', '小熊', '蜂鸟',
  '萤火虫', '灰雁', '青蛙', '雪豹', '刺猬', '海星', '寄居蟹', '向日葵', '薄荷', '柚子', '樱桃', '山楂', '野菊', '木棉', '芦苇', '苔藓',
  '麋鹿', '斑马', '长颈鹿', '企鹅', '海獭', '章鱼', '水母', '珊瑚', '翠鸟', '喜鹊', '雨燕', '布谷', '鸬鹚', '丹顶鹤', '蜻蜓', '蝈蝈',
  '纸飞机', '风筝', '积木', '陀螺', '灯塔', '彩虹', '晨雾', '霜降', '谷雨', '小满', '流萤', '星河', '月牙', '石榴', '桂花', '荷叶',
  '竹蜻蜓', '拨浪鼓', '棉花糖', '跳跳鱼', '独角鲸', '河豚', '墨鱼', '贝壳', '浮木', '青鸟', '麦穗', '豌豆', '南瓜', '土豆', '胡萝卜', '香草',
] // prettier-ignore

/** After the trade: the firm's form. */
export const FORMS: Readonly<Record<Family, readonly string[]>> = {
  chemical: ['有限公司', '股份有限公司'],
  pharma: ['有限公司', '股份有限公司'],
  machine: ['有限公司', '制造有限公司'],
  electronics: ['有限公司', '股份有限公司'],
  food: ['有限公司', '食品有限公司'],
  storage: ['有限公司'],
  construction: ['有限公司'],
  office: ['有限公司'],
  shop: ['有限公司', '商行'],
  lodging: ['有限公司'],
  catering: ['有限公司', '店'],
  energy: ['有限公司'],
  school: ['有限公司', '中心'],
  health: ['有限公司', '部'],
  farm: ['有限公司', '合作社'],
}
