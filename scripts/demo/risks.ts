import { gradeLec, gradeLs } from '#core/domain/risk.ts'
import type { Grade, RiskLevel } from '#core/domain/risk.ts'
import type { DemoEnterprise } from './enterprises.ts'
import { personName } from './people.ts'
import type { Random } from './random.ts'
import type { Family } from './trades.ts'

const POINTS: Readonly<Record<Family, readonly string[]>> = {
  chemical: ['反应釜区', '原料罐区', '装卸台', '危化品中间库', '动火作业', '受限空间作业', '尾气处理装置', '配电室'],
  pharma: ['溶剂使用岗位', '提取车间', '制粒干燥间', '甲类库', '蒸汽锅炉房', '洁净区疏散通道', '污水处理池'],
  machine: ['抛光除尘系统', '冲压工段', '喷漆房', '行车吊装作业', '热处理炉', '焊接工位', '切割工段', '空压站'],
  electronics: ['电池老化间', '化学品暂存间', '波峰焊工段', '配电室', '叉车通道', '真空镀膜机', '应急电源间'],
  food: ['氨制冷机房', '冷库穿堂', '蒸煮间', '包装线', '粮食筒仓', '污水池清掏作业', '配电室'],
  storage: ['高架货架区', '叉车充电间', '装卸月台', '消防泵房', '危险品分区', '车辆回场检查区'],
  construction: ['临时用电', '高处作业', '起重吊装', '深基坑', '脚手架', '项目部宿舍'],
  office: ['办公区电气线路', '机房', '疏散楼梯', '地下车库', '档案室'],
  shop: ['营业区', '仓库', '电动车停放处', '配电箱', '后厨隔间'],
  lodging: ['厨房燃气', '客房走道', '布草间', '人员密集区疏散出口', '电梯', '配电室'],
  catering: ['厨房燃气', '排油烟管道', '就餐区疏散出口', '液化气瓶间', '后厨用电'],
  energy: ['储罐区', '卸车台', '调压区', '加氯间', '锅炉间', '控制室'],
  school: ['教室疏散通道', '食堂', '接送区', '实验室', '配电室'],
  health: ['氧气瓶间', '门诊走道', '医疗废物暂存间', '配电室'],
  farm: ['农药库', '水上作业', '机井电气', '冷库', '农机作业', '船舶机舱'],
}

const SIMPLE: readonly Family[] = ['office', 'shop', 'catering', 'school', 'health', 'farm']
const TIERS = ['公司级', '公司级', '车间级', '班组级'] as const
const MEASURES = ['专人负责，每班巡查并记录', '联锁与报警定期校验', '操作规程上墙，持证上岗', '设置警示标识与应急物资', '定期检测，超限即停', '作业票审批，现场监护'] // prettier-ignore

/** Inputs on the methods' scales that come out at a level: the demo picks inputs, the domain grades them. */
interface Inputs extends Grade {
  readonly likelihood: number
  readonly exposure: number | null
  readonly consequence: number
}

/** Nobody leaves a place running that scores beyond this. */
const LEC_MOST = 900
const LEC: readonly Inputs[] = [6, 3, 1, 0.5]
  .flatMap((likelihood) =>
    [10, 6, 3, 2, 1].flatMap((exposure) =>
      [100, 40, 15, 7, 2].map((consequence) => ({
        ...gradeLec({ likelihood, exposure, consequence }),
        likelihood,
        exposure,
        consequence,
      })),
    ),
  )
  .filter(({ score }) => score <= LEC_MOST)
const LS: readonly Inputs[] = [1, 2, 3, 4, 5].flatMap((likelihood) =>
  [1, 2, 3, 4, 5].map((severity) => ({
    ...gradeLs({ likelihood, severity }),
    likelihood,
    exposure: null,
    consequence: severity,
  })),
)

/** Rows of `risk_point`: the worst of each enterprise is its colour, the rest no worse; none where it is unrated. */
export function riskRows(enterprises: readonly DemoEnterprise[], random: Random) {
  return enterprises.flatMap((enterprise) => {
    const { risk, trade } = enterprise
    if (risk === undefined) return []
    const inputs = SIMPLE.includes(trade.family) ? LS : LEC
    const count = enterprise.plant ? 6 : SIMPLE.includes(trade.family) ? random.whole(1, 3) : random.whole(2, 5)
    const levels = [
      risk,
      ...Array.from({ length: count - 1 }, () => random.whole(Math.min(4, risk + 1), 4) as RiskLevel),
    ]
    const names = random.shuffled(POINTS[trade.family])
    return levels.slice(0, names.length).map((level, i) => {
      const pick = random.pick(inputs.filter((each) => each.level === level))
      return {
        identifier: enterprise.code,
        name: names[i],
        ...pick,
        measures: `${TIERS[level - 1]}管控：${random.pick(MEASURES)}`,
        person: i === 0 ? enterprise.safetyManager : personName(random),
      }
    })
  })
}
