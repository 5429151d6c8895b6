const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const UNITS = ['', '十', '百', '千']

/** How laws write a number of at most four digits: 10 is 十, 105 is 一百零五. */
export function chineseNumber(n: number): string {
  const digits = String(n)
  const said = [...digits]
    .map((digit, at) => (digit === '0' ? '零' : DIGITS[Number(digit)]! + UNITS[digits.length - 1 - at]!))
    .join('')
    .replace(/零+/g, '零')
    .replace(/(.)零$/, '$1')
  return n >= 10 && n <= 19 ? said.slice(1) : said
}

const CHINESE_DIGITS = '零一二三四五六七八九'
/**
 * A number said digit by digit, as 一〇〇 or 一二〇. Of two digits one is a zero: 第三四条 may be two clauses.
 */
const BY_DIGIT = /第([零一二三四五六七八九]{3,4}|[一二三四五六七八九]零|零[一二三四五六七八九])([条款项])/g
const byDigit = (digits: string) => Number([...digits].map((digit) => CHINESE_DIGITS.indexOf(digit)).join(''))

/**
 * A text with the clauses that it names in Chinese numbers, as the library has them: 第10条之1第2款 is 第十条之一第二款, digits of full width too; 第一百〇五条 is 第一百零五条, 第一〇〇条 第一百条.
 * What is no number of a clause stays: 第3.3.1条 of a standard is one of its own. The same as app.clause_words in the database.
 */
export const clauseWords = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/第\s*([0-9]{1,4})\s*([条款项])/g, (_, n: string, unit: string) => `第${chineseNumber(Number(n))}${unit}`)
    .replace(/条\s*之\s*([0-9]{1,2})(?![0-9])/g, (_, n: string) => `条之${chineseNumber(Number(n))}`)
    .replace(/第[〇零一二三四五六七八九十百千]+[条款项]/g, (number) => number.replaceAll('〇', '零'))
    .replace(BY_DIGIT, (_, digits: string, unit: string) => `第${chineseNumber(byDigit(digits))}${unit}`)
