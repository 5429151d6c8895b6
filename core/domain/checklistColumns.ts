/** Columns of a file of checklists, as it may call them: the first word of each is that of the template. */
export const CHECKLIST_COLUMNS = {
  name: ['检查表', 'checklist'],
  industry: ['行业', 'industry'],
  source: ['来源', 'source'],
  n: ['序号', 'number'],
  question: ['检查内容', 'question'],
  clause: ['依据', 'clause'],
  evidence: ['证据', 'evidence'],
  severity: ['严重程度', 'severity'],
  kind: ['类型', 'kind'],
} as const
export type ChecklistColumn = keyof typeof CHECKLIST_COLUMNS

/** A file that is filled in and sent back: the titles, and one item as an example. */
export const CHECKLIST_TEMPLATE = {
  zh: [
    Object.values(CHECKLIST_COLUMNS).map(([zh]) => zh),
    ['粉尘防爆（样例）', 'C13', '工贸企业粉尘防爆安全规定', '1', '除尘系统按规定清灰并有记录', '工贸企业粉尘防爆安全规定 第十六条', '清扫记录', '重大', '设备设施'],
  ],
  en: [
    Object.values(CHECKLIST_COLUMNS).map(([, en]) => en),
    ['Combustible dust (example)', 'C13', 'Provisions on dust explosion safety', '1', 'Dust is cleared from the extraction as laid down, with records', 'Provisions on dust explosion safety, art. 16', 'Cleaning records', 'major', 'equipment'],
  ],
} as const // prettier-ignore
