import { type RoundDay, travelMinutes } from '#core/domain/visitRounds/round.ts'
import { randomOf } from '../api/randomFilters.ts'

const START = 510

/** A day made at random: up to eleven places within some kilometres, scores as factors make them, hours from all day to one hour, a day from short to long. */
export function randomDay(seed: number, most = 11): RoundDay {
  const random = randomOf(seed * 7919 + 13)
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  const one = <Item>(items: readonly Item[]) => items[whole(0, items.length - 1)]!
  const spread = one([0.01, 0.04, 0.15])
  const at = () => [121 + random() * spread, 37.5 + random() * spread] as const
  const [rule, narrow] = [{ speed: one([5, 15, 30]), detour: one([1, 1.4]) }, random() < 0.5]
  const places = Array.from({ length: whole(1, most) }, () => {
    const opens = narrow && random() < 0.6 ? START + whole(0, 400) : START
    const closes = narrow && random() < 0.6 ? opens + whole(60, 240) : 1050
    return {
      score: one([1, 2, 4]) * one([1, 1.2, 1.5, 2]) * one([1, 2, 2.6, 4.1]),
      minutes: one([20, 30, 45, 60, 90]),
      opens,
      closes,
    }
  })
  const grounds = [at(), ...places.map(at)]
  const travel = grounds.map((from) => grounds.map((to) => travelMinutes(from, to, rule)))
  return { places, travel, begins: START, ends: START + one([60, 120, 240, 360, 540]) }
}
