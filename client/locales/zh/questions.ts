/** Words of the five questions of today 五问. */
export const questions = {
  page: '五问',
  title: '今天的五问',
  lead: '按规则 FQ-1 从此刻的数据中选出，规则写在每一问下面；数字可打开明细。',
  empty: '今天没有',
  denied: '五问给领导和值班员看',
  deniedLead: '当前岗位看不到这一页。',
  ask: {
    'overdue-major': '哪条重大隐患拖得最久',
    rebound: '哪里改了又犯',
    'fallen-grid': '哪个网格退步最多',
    unvisited: '哪家 A 类最久没去',
    alarm: '哪条整改等复查最久',
  },
  why: {
    'overdue-major': '已{late}，是 {n} 条超期重大隐患中期限最早的。',
    rebound: '一年内 {n} 条反弹中，它反弹 {times} 次为最多（次数相同取最快），闭环后 {span} 又出现。',
    repeat: '一年内没有反弹。次优规则：该单位一年内同类重复隐患 {times} 条，为最多。',
    'fallen-grid': '按期整改率上月 {before}，本月到此刻 {now}，下降最多。',
    unvisited: '上次检查在 {span} 前，超过 A 类 1 个月的周期；超周期的 A 类单位共 {n} 家，它最久。',
    never: '从未查过，超过 A 类 1 个月的周期；超周期的 A 类单位共 {n} 家。',
    'review-waiting': '待复查的 {n} 条中，它等得最久，已等 {span}。系统尚未接入报警，接入后这一问改问报警的原因。',
  },
  none: {
    'overdue-major': '范围内没有超期的重大隐患。',
    rebound: '范围内一年内没有反弹，也没有同类重复。',
    'fallen-grid': '没有网格的按期整改率比上月下降，或到期的隐患太少，不比较。',
    unvisited: '范围内的 A 类单位都在周期内查过。',
    alarm: '范围内没有待复查的隐患。系统尚未接入报警，接入后这一问改问报警的原因。',
  },
}
