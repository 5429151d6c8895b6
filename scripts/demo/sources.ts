import { assessSource } from '#core/domain/majorHazard.ts'
import { DAY } from './calendar.ts'
import type { DemoEnterprise } from './enterprises.ts'
import { personName } from './people.ts'
import type { Random } from './random.ts'
import { point } from './territory.ts'

/** Degrees between two units of one plant: about 18 m. */
const APART = 2e-4

/**
 * Rows of `hazard_source` and `hazard_source_substance`. `peopleOutside` holds, by code, who lives around each fence as the
 * database counted them; undefined where no fence is known. The domain grades.
 */
export function sourceRows(
  enterprises: readonly DemoEnterprise[],
  peopleOutside: ReadonlyMap<string, number | undefined>,
  day: Date,
  random: Random,
) {
  const units = enterprises.flatMap((enterprise) =>
    (enterprise.plant?.units ?? []).map((unit, i, all) => {
      const people = peopleOutside.get(enterprise.code)
      const east = (i - (all.length - 1) / 2) * APART
      return { enterprise, unit, people, east, assessed: assessSource({ substances: unit.substances, peopleOutside: people }) } // prettier-ignore
    }),
  )
  const sources = units.map(({ enterprise, unit, people, east, assessed }) => ({
    identifier: enterprise.code,
    name: unit.name,
    unit_kind: unit.kind,
    geom: point([enterprise.lot.at[0] + east, enterprise.lot.at[1]]),
    alpha_people: people ?? null,
    alpha: assessed.alpha,
    provisional: assessed.provisional,
    sum_ratio: assessed.sumRatio,
    sum_weighted: assessed.sumWeighted,
    r: assessed.r,
    principal: personName(random),
    technician: personName(random),
    operator: personName(random),
    assessed_at: new Date(day.getTime() - random.whole(30, 900) * DAY).toISOString(),
  }))
  const substances = units.flatMap(({ enterprise, unit, assessed }) =>
    unit.substances.map(({ name, cas, category, quantity }, i) => ({
      identifier: enterprise.code,
      unit: unit.name,
      name,
      cas: cas ?? null,
      category: category ?? null,
      quantity,
      critical: assessed.terms[i]?.critical,
      beta: assessed.terms[i]?.beta,
      beta_reason: assessed.terms[i]?.betaReason,
    })),
  )
  return { sources, substances }
}
