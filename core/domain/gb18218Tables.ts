/**
 * GB 18218-2018, tables 2 to 6. Doubt resolved on the safe reading of three of four transcriptions: β of J2 is 1.
 * @see GB 18218-2018 危险化学品重大危险源辨识, tables 2, 3, 4, 5 and 6
 */

/** Edition by which an assessment is made; `app.table_version` has the same. */
export const TABLE_VERSION = 'GB 18218-2018'

/** A category of dangerous chemicals that table 1 does not name: Q of table 2 and β of table 4. */
export interface ChemicalCategory {
  readonly symbol: string
  readonly hazard: string
  readonly description: string
  /** Q, t */
  readonly critical: number
  readonly beta: number
}

export const CHEMICAL_CATEGORIES: readonly ChemicalCategory[] = [
  { symbol: 'J1', hazard: '健康危害—急性毒性', description: '类别1,所有暴露途径,气体', critical: 5, beta: 4 },
  { symbol: 'J2', hazard: '健康危害—急性毒性', description: '类别1,所有暴露途径,固体、液体', critical: 50, beta: 1 },
  { symbol: 'J3', hazard: '健康危害—急性毒性', description: '类别2、类别3,所有暴露途径,气体', critical: 50, beta: 2 },
  {
    symbol: 'J4',
    hazard: '健康危害—急性毒性',
    description: '类别2、类别3,吸入途径,液体(沸点≤35℃)',
    critical: 50,
    beta: 2,
  },
  {
    symbol: 'J5',
    hazard: '健康危害—急性毒性',
    description: '类别2,所有暴露途径,液体(除J4外)、固体',
    critical: 500,
    beta: 1,
  },
  { symbol: 'W1.1', hazard: '爆炸物', description: '不稳定爆炸物;1.1项爆炸物', critical: 1, beta: 2 },
  { symbol: 'W1.2', hazard: '爆炸物', description: '1.2、1.3、1.5、1.6项爆炸物', critical: 10, beta: 2 },
  { symbol: 'W1.3', hazard: '爆炸物', description: '1.4项爆炸物', critical: 50, beta: 2 },
  { symbol: 'W2', hazard: '易燃气体', description: '类别1和类别2', critical: 10, beta: 1.5 },
  { symbol: 'W3', hazard: '气溶胶', description: '类别1和类别2', critical: 150, beta: 1 },
  { symbol: 'W4', hazard: '氧化性气体', description: '类别1', critical: 50, beta: 1 },
  { symbol: 'W5.1', hazard: '易燃液体', description: '类别1;类别2和3,工作温度高于沸点', critical: 10, beta: 1.5 },
  {
    symbol: 'W5.2',
    hazard: '易燃液体',
    description: '类别2和3,具有引发重大事故的特殊工艺条件(危险化工工艺、爆炸极限范围或附近操作、操作压力>1.6MPa等)',
    critical: 50,
    beta: 1,
  },
  { symbol: 'W5.3', hazard: '易燃液体', description: '不属于W5.1或W5.2的其他类别2', critical: 1000, beta: 1 },
  { symbol: 'W5.4', hazard: '易燃液体', description: '不属于W5.1或W5.2的其他类别3', critical: 5000, beta: 1 },
  { symbol: 'W6.1', hazard: '自反应物质和混合物', description: 'A型和B型', critical: 10, beta: 1.5 },
  { symbol: 'W6.2', hazard: '自反应物质和混合物', description: 'C型、D型、E型', critical: 50, beta: 1 },
  { symbol: 'W7.1', hazard: '有机过氧化物', description: 'A型和B型', critical: 10, beta: 1.5 },
  { symbol: 'W7.2', hazard: '有机过氧化物', description: 'C型、D型、E型、F型', critical: 50, beta: 1 },
  { symbol: 'W8', hazard: '自燃液体和自燃固体', description: '类别1', critical: 50, beta: 1 },
  { symbol: 'W9.1', hazard: '氧化性固体和液体', description: '类别1', critical: 50, beta: 1 },
  { symbol: 'W9.2', hazard: '氧化性固体和液体', description: '类别2、类别3', critical: 200, beta: 1 },
  { symbol: 'W10', hazard: '易燃固体', description: '类别1', critical: 200, beta: 1 },
  { symbol: 'W11', hazard: '遇水放出易燃气体的物质和混合物', description: '类别1和类别2', critical: 200, beta: 1 },
]

/** Table 3: β of toxic gases by name; it goes before table 4. */
export const NAMED_BETA: readonly { readonly name: string; readonly cas: string; readonly beta: number }[] = [
  { name: '一氧化碳', cas: '630-08-0', beta: 2 },
  { name: '二氧化硫', cas: '7446-09-5', beta: 2 },
  { name: '氨', cas: '7664-41-7', beta: 2 },
  { name: '环氧乙烷', cas: '75-21-8', beta: 2 },
  { name: '氯化氢', cas: '7647-01-0', beta: 3 },
  { name: '溴甲烷', cas: '74-83-9', beta: 3 },
  { name: '氯', cas: '7782-50-5', beta: 4 },
  { name: '硫化氢', cas: '7783-06-4', beta: 5 },
  { name: '氟化氢', cas: '7664-39-3', beta: 5 },
  { name: '二氧化氮', cas: '10102-44-0', beta: 10 },
  { name: '氰化氢', cas: '74-90-8', beta: 10 },
  { name: '碳酰氯', cas: '75-44-5', beta: 20 },
  { name: '磷化氢', cas: '7803-51-2', beta: 20 },
  { name: '异氰酸甲酯', cas: '624-83-9', beta: 20 },
]

/** Table 5: α by the permanent population within 500 m outside the plant boundary; the first row whose minimum is reached. */
export const ALPHA_BY_PEOPLE: readonly { readonly least: number; readonly alpha: 0.5 | 1 | 1.2 | 1.5 | 2 }[] = [
  { least: 100, alpha: 2 },
  { least: 50, alpha: 1.5 },
  { least: 30, alpha: 1.2 },
  { least: 1, alpha: 1 },
  { least: 0, alpha: 0.5 },
]

/** Table 6: level by R; the lower bound belongs to the level. */
export const LEVEL_BY_R: readonly { readonly least: number; readonly level: 1 | 2 | 3 | 4 }[] = [
  { least: 100, level: 1 },
  { least: 50, level: 2 },
  { least: 10, level: 3 },
  { least: 0, level: 4 },
]
