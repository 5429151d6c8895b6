import type { SENSOR_INDICATORS } from '#core/contract/sensorIndicators.ts'
import { sql } from '../../db/sql.ts'
import type { OfOthers } from './part.ts'

/** The rows of each figure of live values, over the sensor `m` and how `live` it is. */
export const SENSOR_DEFINITIONS = {
  'sensors-online': {
    rows: 'sensor',
    where: (_part, _now, side) => (side === 'n' ? sql`live.state = 'fresh'` : sql`m.enabled`),
  },
  'sensors-silent': { rows: 'sensor', where: () => sql`live.state = 'silent'` },
} as const satisfies { readonly [Id in keyof typeof SENSOR_INDICATORS]: OfOthers }
