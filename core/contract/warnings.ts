import { z } from 'zod'
import { WARNING_CAUSES } from '../domain/sourceWarning.ts'
import { filterFields } from './filter.ts'
import { Id, IdText, Instant, linesText, route } from './route.ts'

export const WEATHER_KINDS = ['wind', 'thunder', 'rain', 'snow', 'heat', 'cold', 'fog', 'typhoon'] as const
const Colour = z.number().int().min(1).max(4).describe('1 red, 2 orange, 3 yellow, 4 blue')

/** Early-warning colour of a hazard source with all that explains it, worst cause first. */
export const SourceWarning = z.object({
  /** null: nothing stands against it, or it is below the threshold; shown as none, never as blue. */
  colour: Colour.nullable(),
  causes: z.array(z.object({ cause: z.enum(WARNING_CAUSES), count: z.number().int().min(1), colour: Colour })),
  raisedBy: z.array(z.enum(['compound', 'weather'])),
  /** Version of the rule that gave it. */
  rule: z.string(),
})
export type SourceWarning = z.infer<typeof SourceWarning>

/** One source with its colour. */
export const SourceColour = SourceWarning.extend({
  source: Id,
  name: z.string(),
  enterprise: Id,
  enterpriseName: z.string(),
  level: z.number().int().min(1).max(4),
})
export type SourceColour = z.infer<typeof SourceColour>

export const WeatherWarning = z.object({
  id: Id,
  kind: z.enum(WEATHER_KINDS),
  colour: Colour,
  fromAt: Instant,
  untilAt: Instant,
  note: z.string().nullable(),
  madeBy: z.string(),
  madeAt: Instant,
  endedAt: Instant.nullable(),
  endedBy: z.string().nullable(),
})
export type WeatherWarning = z.infer<typeof WeatherWarning>

const announcing = { only: ['government'], posts: ['leader', 'duty-officer'] } as const

export const warnings = {
  list: route({
    only: ['government', 'department', 'grid', 'enterprise', 'expert', 'wall'],
    method: 'GET',
    path: '/warnings',
    wall: true,
    summary:
      'Graded hazard sources of the enterprises in scope and filter with their early-warning colour, worst first',
    query: z.object(filterFields),
    response: z.object({ rows: z.array(SourceColour) }),
  }),
  read: route({
    only: ['government', 'department', 'grid', 'enterprise', 'expert'],
    method: 'GET',
    path: '/hazard-sources/:id/warning',
    summary: 'Early-warning colour of one hazard source with all that explains it',
    params: z.object({ id: IdText }),
    response: SourceWarning.extend({ level: z.number().int().min(1).max(4).nullable() }),
  }),
  weather: route({
    method: 'GET',
    path: '/weather-warnings',
    wall: true,
    summary: 'Weather warnings that are in force, to come, or ended within 30 days, newest first',
    response: z.object({ rows: z.array(WeatherWarning) }),
  }),
  announce: route({
    ...announcing,
    method: 'POST',
    path: '/weather-warnings',
    summary: 'Enter a warning that the weather service gave for the district. The same request again makes one',
    body: z.object({
      request: z.uuid(),
      kind: WeatherWarning.shape.kind,
      colour: Colour,
      fromAt: Instant,
      untilAt: Instant,
      note: linesText(300).nullable(),
    }),
    response: WeatherWarning,
  }),
  end: route({
    ...announcing,
    method: 'POST',
    path: '/weather-warnings/:id/end',
    summary: 'End a weather warning before its time',
    params: z.object({ id: IdText }),
    response: WeatherWarning,
  }),
}
