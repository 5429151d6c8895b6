import { CLASS_RULE } from './enterpriseClass.ts'
import { FIELD_RULE } from './enterpriseFields.ts'
import { FILE_RULE } from './fileSections.ts'
import { HAZARD_REMINDER_RULE } from './hazardReminders.ts'
import { REMINDER_RULE } from './reminders.ts'
import { REPORT_RULE } from './reports.ts'

/** A rule that decides something by itself: how it is called, what it decides, and on what it rests. */
export interface Rule {
  readonly code: string
  readonly zh: string
  readonly en: string
  /** Standard, clause, article. */
  readonly basis: string
}

/** The rules that this version of the product decides by. */
export const RULES: readonly Rule[] = [
  { code: CLASS_RULE, zh: '企业分类 A/B/C', en: 'Class A, B, C of an enterprise', basis: '安全生产法；山东省安全生产条例 第四十三条' },
  { code: FILE_RULE, zh: '一企一档各节的适用与期限', en: 'Sections of the enterprise file: which apply, and for how long', basis: '山东省安全生产条例 第十九至二十二、六十三条；docs/enterprise-file.md' },
  { code: FIELD_RULE, zh: '企业信息由谁修改、提议、受理', en: 'Who changes, proposes and accepts facts of an enterprise', basis: 'core/domain/enterpriseFields.ts' },
  { code: REMINDER_RULE, zh: '到期与应办提醒：何事、何时、提醒谁', en: 'Reminders: of what, when, whom', basis: 'core/domain/reminders.ts；安全生产许可证条例 第九条' },
  { code: HAZARD_REMINDER_RULE, zh: '隐患提醒与升级：何事、何时、提醒谁', en: 'Reminders and escalation of hazards: of what, when, whom', basis: 'core/domain/hazardReminders.ts（天数为本系统自定）' },
  { code: REPORT_RULE, zh: '隐患季度、年度统计表', en: 'Quarterly and annual statistics of hazards', basis: '安全生产事故隐患排查治理暂行规定 第十四条；docs/reports.md' },
  { code: 'ACCIDENT', zh: '生产安全事故等级', en: 'Grades of accidents', basis: '生产安全事故报告和调查处理条例 第三条' },
  { code: 'GB-18218', zh: '重大危险源辨识与分级', en: 'Major hazard sources and their levels', basis: 'GB 18218-2018 4.1–4.3' },
  { code: 'LEC', zh: '风险点分级：作业条件危险性', en: 'Risk points by LEC', basis: 'D = L·E·C，320/160/70' },
  { code: 'LS', zh: '风险点分级：风险矩阵', en: 'Risk points by risk matrix', basis: 'DB37/T 2882-2016' },
  { code: 'USCC', zh: '统一社会信用代码校验', en: 'Check digits of the unified social credit code', basis: 'GB 32100-2015' },
  { code: 'GUARDED', zh: '剧毒、爆炸物库位置保密', en: 'Guarded stores', basis: '危险化学品安全管理条例 第二十四至二十六条；GB 18218-2018 表 2 J1、J2、W1' },
  { code: 'ACCESS', zh: '身份鉴别、访问控制、审计', en: 'Sign-in, scopes, audit', basis: 'GB/T 22239-2019 8.1.4、8.1.5' },
] // prettier-ignore
