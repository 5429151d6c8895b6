/** Words of the page of the system administrator. */
export const system = {
  title: '系统状态',
  fact: {
    version: '版本',
    started: '启动于',
    migration: '数据库版本',
    postgresql: '数据库',
    size: '数据量',
    mail: '提醒邮件',
    certificate: 'HTTPS 证书',
    webhook: '提醒 webhook',
  },
  webhook: { waiting: '待发 {n} 条，最近发出 {last}', failed: '{n} 条未发出，将重试（{error}）' },
  mail: { waiting: '待发 {n} 封，最近发出 {last}', failed: '{n} 封未发出，将重试（{error}）' },
  certificate: {
    none: '无：本程序未启用 HTTPS',
    until: '有效至 {day}，适用于 {names}',
    soon: '{n} 天后到期，请更换',
    expired: '已过期，浏览器会拒绝；请更换',
  },
  rules: '现行规则',
  settings: '现行设置',
  settingsLead: '设置由启动程序的环境变量给出，改后重新启动生效；口令和密钥只显示是否已设置。',
  given: '已设置',
  versions: '各图层数据版本',
  denied: '只有系统管理员能看系统状态',
  deniedLead: '如果您担任系统管理员，请在右上角切换到该岗位。',
}
