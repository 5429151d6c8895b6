/** Words of what is disclosed to the public. */
export const disclosures = {
  title: '安全风险公示',
  of: '{district}安全风险公示',
  lead: '重大、较大风险的生产经营单位，以及重大危险源和它们的主要负责人。',
  search: '按名称查找',
  count: '公示 {n} 项',
  nothing: '现在没有公示内容',
  risk: '{level}风险',
  principal: '主要负责人 {name}',
  rest: '还有 {n} 项，请按名称查找。',
  staff: '看向社会公示的内容',
}
