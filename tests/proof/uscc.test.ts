import { expect, test } from 'vitest'
import { completeUscc, usccFault } from '#core/domain/uscc.ts'
import { randomOf } from '../api/randomFilters.ts'
import { cases, proves } from '../sample.ts'
import { isUscc, lettersInDivision, mistakesIn, randomBeginning, USCC_CHARACTERS } from './usccOracle.ts'

const JUDGED = 'core/domain/uscc.ts'
const JUDGE = 'GB 32100 and GB 11714 as congruences modulo 31 and 11, in whole numbers'
/** What a keyboard can write, small letters and the five letters that no code has among it. */
const KEYS = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))
const PAIRS = USCC_CHARACTERS.flatMap((one) => USCC_CHARACTERS.map((other) => one + other))

test('of the 961 pairs of check characters exactly one completes a body, the one that is offered', (context) => {
  const compared = proves(context, {
    claim: 'Of all 961 pairs of check characters exactly one is accepted for a body, and it is the one offered',
    judged: JUDGED,
    judge: JUDGE,
  })
  const random = randomOf(32_100)
  for (let count = cases(40, 2000); count > 0; count -= 1) {
    const beginning = randomBeginning(random)
    const whole = PAIRS.map((pair) => beginning + pair)
    const accepted = whole.filter((code) => usccFault(code) === undefined)
    expect(accepted).toEqual(whole.filter(isUscc))
    expect(accepted).toEqual([completeUscc(beginning)])
    compared(whole.length)
  }
})

test('every mistyped character and every pair of neighbours changed about is refused', (context) => {
  const compared = proves(context, {
    claim: 'Every single character mistyped on a keyboard, and every two neighbours changed about, is refused; no mistake collides',
    judged: JUDGED,
    judge: JUDGE,
  }) // prettier-ignore
  const random = randomOf(11_714)
  const bare = { accepted: [] as string[], differ: [] as string[] }
  for (let count = cases(30, 2000); count > 0; count -= 1) {
    const code = completeUscc(randomBeginning(random))
    expect([usccFault(code), isUscc(code)]).toEqual([undefined, true])
    const mistakes = mistakesIn(code, KEYS)
    for (const mistake of mistakes) {
      const right = isUscc(mistake)
      if (right) bare.accepted.push(mistake)
      if (right !== (usccFault(mistake) === undefined)) bare.differ.push(mistake)
    }
    compared(1 + mistakes.length)
  }
  expect(bare).toEqual({ accepted: [], differ: [] })
})

test('right check characters do not excuse a letter in the division', (context) => {
  const compared = proves(context, {
    claim: 'A letter at each of the six places of the division is refused though both check characters are right',
    judged: JUDGED,
    judge: JUDGE,
  })
  const random = randomOf(370_671)
  for (let count = cases(1, 40); count > 0; count -= 1) {
    const codes = lettersInDivision(randomBeginning(random), USCC_CHARACTERS.slice(10))
    expect(codes.filter((code) => usccFault(code) !== 'character')).toEqual([])
    expect(codes).toHaveLength(6 * 21)
    compared(codes.length)
  }
})
