import { type Language, say, type Word } from './words.ts'

/* Words of values as an import reads them again: one of its Chinese words, or the value itself with blanks for its dashes. */

const INSPECTIONS: Readonly<Record<string, Word>> = {
  self: ['自查', 'Self'],
  patrol: ['巡查', 'Patrol'],
  enforcement: ['执法', 'Enforcement'],
  joint: ['联合', 'Joint'],
  expert: ['专家', 'Expert'],
  leader: ['带队', 'Leader'],
  're-inspection': ['回头看', 'Re-inspection'],
}
const OFFICES: Readonly<Record<string, Word>> = {
  'responsible-person': ['主要负责人', 'Responsible person'],
  'safety-manager': ['安全管理员', 'Safety manager'],
  'safety-director': ['安全总监', 'Safety director'],
  'safety-committee': ['安委会主任', 'Safety committee'],
  contact: ['联系人', 'Contact'],
  staff: ['安全管理人员', 'Staff'],
}
const RESOURCES: Readonly<Record<string, Word>> = {
  team: ['队伍', 'Team'],
  material: ['物资', 'Material'],
  equipment: ['装备', 'Equipment'],
  shelter: ['避难场所', 'Shelter'],
  hospital: ['医院', 'Hospital'],
  'fire-station': ['消防站', 'Fire station'],
  expert: ['专家', 'Expert'],
  other: ['其他', 'Other'],
}

const wordIn =
  (words: Readonly<Record<string, Word>>) =>
  (value: string, language: Language): string =>
    say(words[value] ?? [value, value], language)

export const inspectionWord = wordIn(INSPECTIONS)
export const officeWord = wordIn(OFFICES)
export const resourceWord = wordIn(RESOURCES)
