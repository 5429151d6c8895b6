import type { Reminder } from '#core/contract/reminders.ts'
import { dayOfChina } from '#core/domain/hazardLoop.ts'
import { daysTo } from '#core/domain/hazardReminders.ts'
import type { Letter } from '../../http/mail.ts'

/** Rows that a letter shows; whoever has more looks at the page. */
const MOST_SHOWN = 50
const DAY_MS = 86_400_000
const CHINA_MS = 8 * 3_600_000

const WORDS: Readonly<Record<Reminder['kind'], readonly [zh: string, en: string]>> = {
  licence: ['证照到期', 'licence runs out'],
  certificate: ['人员证书到期', 'certificate runs out'],
  equipment: ['特种设备应检', 'special equipment to be inspected'],
  insurance: ['安责险到期', 'liability insurance runs out'],
  drill: ['应急演练到期', 'drill is due'],
  standardization: ['标准化到期', 'standardization runs out'],
  assessment: ['重大危险源应重新评估', 'hazard source to be assessed anew'],
  filing: ['重大危险源应备案', 'hazard source to be filed'],
  'responsible-check': ['包保履职检查到期', 'check by who answers for a hazard source is due'],
  gap: ['档案未填', 'part of the file is missing'],
  'supervisor-gap': ['监管部门应填的档案未填', 'part of the file that the supervisor fills is missing'],
  visit: ['应上门检查', 'visit is due'],
  override: ['类别调整到期', 'class set by hand ends'],
  'hazard-due': ['隐患整改期限', 'hazard to be rectified'],
  'hazard-verify': ['隐患待核实', 'hazard to be verified'],
  'hazard-dispatch': ['隐患待派发', 'hazard to be dispatched'],
  'hazard-extension': ['隐患延期待答复', 'extension of a hazard to be answered'],
  'hazard-review': ['隐患待复查', 'hazard to be reviewed'],
}
const MAJOR = ['重大', 'major'] as const
const TURN = {
  enterprise: ['待企业办理', 'turn of the enterprise'],
  supervisor: ['待监管方办理', 'turn of the supervisor'],
} as const

/** How a last day lies to today, both `YYYY-MM-DD`. */
function left(lastDay: string, today: string): readonly [zh: string, en: string] {
  const days = Math.round((Date.parse(lastDay) - Date.parse(today)) / DAY_MS)
  if (days === 0) return ['今天到期', 'today']
  return days > 0 ? [`还剩 ${days} 天`, `${days} d left`] : [`已过 ${-days} 天`, `${-days} d over`]
}

/** A moment by the clock of China. */
const minuteOf = (moment: number) => `${dayOfChina(moment)} ${new Date(moment + CHINA_MS).toISOString().slice(11, 16)}`

/** How a hazard stands: the moment that counts, how long until or since it, and whose turn it is. */
function ofHazard({ kind, hazard, countedFrom }: Reminder, now: number): readonly [zh: string, en: string] {
  const from = Date.parse(countedFrom ?? '')
  const days = daysTo(from, now)
  const [n, at] = [Math.abs(days), minuteOf(from)]
  const turn = hazard?.turn ? TURN[hazard.turn] : ['', '']
  const waits = kind !== 'hazard-due'
  const zh = waits ? `已等 ${n} 天` : days > 0 ? `还剩 ${n} 天` : days < 0 ? `超期 ${n} 天` : '到期'
  const en = waits ? `waits ${n} d` : days > 0 ? `${n} d left` : days < 0 ? `${n} d overdue` : 'due'
  return [`${waits ? '自 ' : ''}${at} · ${zh} · ${turn[0]}`, `${waits ? 'since ' : ''}${at} · ${en} · ${turn[1]}`]
}

/** What is due there, in both languages, and where it is looked at. */
function lineOf(row: Reminder, now: number, language: 0 | 1): string {
  const what = WORDS[row.kind][language]
  if (!row.hazard) return `${what} · ${row.lastDay} · ${left(row.lastDay, dayOfChina(now))[language]}`
  return [...(row.hazard.major ? [MAJOR[language]] : []), what, ofHazard(row, now)[language]].join(' · ')
}

/**
 * The letter that tells a person what is due: Chinese, then English. It names enterprises and what is due there, no people and no
 * numbers of papers: mail lies where others may read it.
 */
export function reminderLetter(to: string, at: string, now: number, rows: readonly Reminder[]): Letter {
  const shown = rows.slice(0, MOST_SHOWN)
  const more = rows.length - shown.length
  const lines = (language: 0 | 1) =>
    shown.map((row) => {
      const place = row.hazard ? `/hazards/${row.hazard.id}` : `/enterprises/${row.enterprise}#${row.section}`
      return `${row.enterpriseName} · ${lineOf(row, now, language)}\n  ${at}${place}`
    })
  const text = [
    '您好：',
    '',
    `有 ${rows.length} 项到期或应办：`,
    '',
    ...lines(0),
    ...(more > 0 ? ['', `另有 ${more} 项，请登录查看。`] : []),
    '',
    `全部提醒：${at}/reminders`,
    '续办、补填或办结后，提醒自动消除。',
    '',
    '────',
    '',
    `${rows.length} due or running out:`,
    '',
    ...lines(1),
    ...(more > 0 ? ['', `${more} more: sign in to see them.`] : []),
    '',
    `All reminders: ${at}/reminders`,
    'A reminder goes away once what it is of is renewed, filled or done.',
    '',
  ]
  return {
    to,
    subject: `安监一张图：${rows.length} 项提醒 · Anjian: reminders (${rows.length})`,
    text: text.join('\n'),
  }
}
