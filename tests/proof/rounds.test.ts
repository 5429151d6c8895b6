import { expect, test } from 'vitest'
import { solveRound } from '#core/domain/visitRounds/solve.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import { randomDay } from './roundsDays.ts'
import { bestScore, brokenBy } from './roundsOracle.ts'

test(
  'a round can be kept, and is within 5 % of the best there is',
  (context) => {
    const compared = proves(context, {
      claim: 'Rounds of random small days keep travel, opening hours and the end of the day, and score within 5 % of the best round there is', // prettier-ignore
      judged: 'core/domain/visitRounds/solve.ts solveRound',
      judge: 'dynamic programming over every set of up to eleven places; the round walked minute by minute',
    })
    for (let seed = 1; seed <= cases(100, 5000); seed++) {
      const day = randomDay(seed)
      const order = solveRound(day)
      expect(brokenBy(day, order), `day ${seed}`).toBeUndefined()
      const score = order.reduce((sum, place) => sum + day.places[place]!.score, 0)
      expect(score, `day ${seed}`).toBeGreaterThanOrEqual(0.95 * bestScore(day))
      compared()
    }
  },
  PATIENCE,
)
