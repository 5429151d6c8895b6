import { expect, test } from 'vitest'
import { proves, sampleOf } from '../sample.ts'
import { around, differs, named, NEAREST, unnamed } from './hazardUnits.ts'
import { CATEGORIES, NAMED } from './majorHazardOracle.ts'

test('two chemicals reach every limit together, and not a hair before', (context) => {
  const compared = proves(context, {
    claim: 'Two chemicals: S, R and level a hundred-millionth around every limit, for every pair of the 85 named and the 24 unnamed',
    judged: 'core/domain/majorHazard.ts assessSource',
    judge: 'GB 18218-2018 in exact fractions, from its tables in tests/fixtures/standards',
  }) // prettier-ignore
  const chemicals = [...NAMED.map((_, at) => named[at * CATEGORIES.length + (at % CATEGORIES.length)]!), ...unnamed]
  const pairs = chemicals.flatMap((one, at) => chemicals.slice(at).map((other) => [one, other]))
  for (const pair of sampleOf(pairs, 12))
    for (const { people, texts } of around(pair, [0, 30, undefined], () => NEAREST)) {
      expect(differs(pair, people, texts)).toBeUndefined()
      compared()
    }
})
