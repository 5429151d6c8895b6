import { describe, expect, test } from 'vitest'
import { lineText, linesText } from './route.ts'

/** Signs of which none leaves ink, each with its number: joiners, marks of width and direction, fillers of scripts, the empty braille cell. */
const UNSEEN = [
  0x200b, 0x200c, 0x200d, 0x2060, 0x00ad, 0x034f, 0x180b, 0x115f, 0x1160, 0x3164, 0xffa0, 0xfe0f, 0xe0020, 0x2800,
] // prettier-ignore
const texts = { line: lineText(20), lines: linesText(20) }
const issuesOf = (kind: keyof typeof texts, text: string) =>
  texts[kind].safeParse(text).error?.issues.map(({ message }) => message) ?? []

describe.each(['line', 'lines'] as const)('a text of %s', (kind) => {
  test.each(UNSEEN.map((sign) => [sign.toString(16), String.fromCodePoint(sign)]))(
    'that holds U+%s alone says nothing and is refused in both languages',
    (_, sign) => {
      for (const text of [sign, `${sign}${sign}`, ` ${sign} \u3000${sign} `])
        expect(issuesOf(kind, text).at(-1)).toMatch(/^没有任何看得见的字；.+\nHolds nothing that can be seen: .+$/)
    },
  )
  test.each(['消防通道堵塞', 'می\u200cخواهم', '👩\u200d🔧', '❤\ufe0f', '한\u115f', '-', '。'])(
    '%j can be seen',
    (text) => expect(issuesOf(kind, text)).toEqual([]),
  )
  test('that is empty says that alone', () => expect(issuesOf(kind, ' \u3000 ')).toHaveLength(1))
})
