/** Words of the page of one hazard source. */
export const hazardSources = {
  page: '重大危险源',
  denied: '重大危险源只给监管人员和企业看',
  unjudged: '清单未填，级别未定',
  kind: { production: '生产单元', storage: '储存单元' },
  assessed: '{day}评估',
}
