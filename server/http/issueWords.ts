import { z } from 'zod'

type Words = readonly [zh: string, en: string]

/** What a value should have been, by the names that zod has for kinds. */
const KINDS: Readonly<Record<string, Words>> = {
  string: ['一段文字', 'text, once'],
  number: ['数字，只用 0–9、小数点和负号书写', 'a number, written in digits, point and minus sign only'],
  int: ['整数', 'a whole number'],
  boolean: ['true 或 false', 'true or false'],
  array: ['列表', 'a list'],
  tuple: ['固定个数的列表', 'a list of a fixed length'],
  object: ['一个 JSON 对象', 'a JSON object'],
}
const FORMATS: Readonly<Record<string, Words>> = {
  uuid: ['UUID', 'a UUID'],
  datetime: ['UTC 时刻，如 2026-01-31T08:00:00Z', 'an instant in UTC such as 2026-01-31T08:00:00Z'],
}
const UNITS: Readonly<Record<string, Words>> = { string: ['个字', ' characters'], array: ['项', ' items'] }

const shouldBe = ([zh, en]: Words): Words => [`应为${zh}；请改正。`, `Should be ${en}: correct it.`]

/** `least`, `most`: in characters or items where the value has a length. */
function bound(origin: string, side: 'least' | 'most', limit: number | bigint): Words {
  const [zh, several] = UNITS[origin] ?? ['', '']
  const en = Number(limit) === 1 ? several.replace(/s$/, '') : several
  return side === 'least'
    ? [`至少 ${limit}${zh && ` ${zh}`}；请改正。`, `At least ${limit}${en}: correct it.`]
    : [`最多 ${limit}${zh && ` ${zh}`}；请改正。`, `At most ${limit}${en}: correct it.`]
}

function words(issue: z.core.$ZodRawIssue): Words {
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value'))
    return ['必填；请补上。', 'Required: give it.']
  if (issue.code === 'invalid_type') return shouldBe(KINDS[issue.expected] ?? [issue.expected, issue.expected])
  if (issue.code === 'too_small') return bound(issue.origin, 'least', issue.minimum)
  if (issue.code === 'too_big') return bound(issue.origin, 'most', issue.maximum)
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String).join(', ')
    return [`只能是 ${choices}；请从中选择。`, `One of ${choices}: choose among them.`]
  }
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.join(', ')
    return [
      `没有名为 ${keys} 的项；请检查拼写或去掉。`,
      `Nothing here is called ${keys}: check the spelling or drop it.`,
    ]
  }
  if (issue.code === 'invalid_format' && FORMATS[issue.format]) return shouldBe(FORMATS[issue.format]!)
  return ['写法不对；请按 /api/docs 改正。', 'Not of the right form: see /api/docs and correct it.']
}

/** What is wrong with a value of a request and what to do: Chinese, then English, parted by a line break. */
export const issueWords = (issue: z.core.$ZodRawIssue): string => words(issue).join('\n')

// For all parsers of this program, so that a route needs no words of its own for what any route can refuse.
z.config({ customError: issueWords })
