import { MOST_APART_M } from '../domain/inspectionFinish.ts'
import type { IndicatorDefinition } from './indicatorDefinition.ts'
import { VISIT_DAYS } from './visitIndicators.ts'

const APART = { zh: `${MOST_APART_M / 1000} 公里`, en: `${MOST_APART_M / 1000} km` }

/** Figures of whether somebody was there. */
export const ATTENDANCE_INDICATORS = {
  'visits-unattended': {
    version: 1,
    name: { zh: '未签到或签到过远', en: 'Not checked in there' },
    unit: { zh: '次', en: '' },
    rows: 'inspection',
    shape: 'rate',
    part: 'all',
    better: 'less',
    layers: ['inspections', 'enterprises'],
    definition: {
      zh: `近 ${VISIT_DAYS} 天内（按检查时间）在本系统完成、非自查的检查中，没有签到，或签到处距单位超过 ${APART.zh}的；单位没有坐标的签到距离不明，不算过远。随文件导入的没有签到可言，不计。`,
      en: `Of inspections of the last ${VISIT_DAYS} days, by the time of the visit, made and finished here and no self-checks: those without a check-in, or with one more than ${APART.en} from the enterprise; where that has no position the distance is unknown and not counted as far. Those that came with a file tell nothing of check-ins and are left out.`,
    },
  },
} as const satisfies Record<string, IndicatorDefinition>
