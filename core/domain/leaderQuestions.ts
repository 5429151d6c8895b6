/**
 * The five questions of today 五问 by rule FQ-1: which of all that is wrong is asked about first. No standard names them; the rule is the
 * product's own. A question whose own rule finds nothing is filled by the next best one, which says so, or stands empty.
 */
export const QUESTION_RULE = 'FQ-1'
/** Hazards that have to be due in both months before the rate of a grid is compared. */
export const LEAST_DUE = 3

export const QUESTION_KEYS = ['overdue-major', 'rebound', 'fallen-grid', 'unvisited', 'alarm'] as const
export type QuestionKey = (typeof QUESTION_KEYS)[number]
/** What may fill a place: the rule of its own, or the next best. */
export const QUESTION_FILLERS = [
  'overdue-major',
  'rebound',
  'repeat',
  'fallen-grid',
  'unvisited',
  'review-waiting',
] as const

/** Rules as people read them. */
export const QUESTION_RULES: Readonly<Record<QuestionKey, { readonly zh: string; readonly en: string }>> = {
  'overdue-major': {
    zh: '重大隐患中期限最早、超期未闭环的一条。',
    en: 'Of the major hazards past due and open, the one due first.',
  },
  rebound: {
    zh: '一年内反弹的隐患中反弹次数最多的一条，次数相同取闭环后最快反弹的；没有反弹时，取一年内同类重复隐患最多的单位。',
    en: 'Of the hazards that came back within a year, the one that came back most often, then soonest after closing; without any, the enterprise with most repeats within a year.',
  },
  'fallen-grid': {
    zh: `按期整改率本月（到此刻）比上月下降最多的网格；两个月到期的隐患都不少于 ${LEAST_DUE} 条才比较。`,
    en: `The grid whose on-time rate fell most from last month to this one so far; compared where at least ${LEAST_DUE} hazards were due in both.`,
  },
  unvisited: {
    zh: '在营、有网格的 A 类单位中，超过检查周期（1 个月）未查的：从未查过的在前，其次是最久未查的。',
    en: 'Of the active class-A enterprises in a grid that were not visited within their cycle (1 month): one never visited first, else the longest unvisited.',
  },
  alarm: {
    zh: '等复查最久的隐患。系统尚未接入报警；接入后，这一问取报警最多的原因。',
    en: 'The hazard that has waited longest for its review. No alarms are connected yet; once they are, this asks for the cause of most.',
  },
}
