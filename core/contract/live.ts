import { z } from 'zod'

/** Layers that carry a data version; a notice names one of them. */
export const LAYERS = [
  'district',
  'departments',
  'grids',
  'grid-drafts',
  'places',
  'enterprises',
  'hazard-sources',
  'hazards',
  'risk-points',
  'inspections',
  'population',
  'basemap',
  'scenes',
  'duties',
  'proposals',
  'reports',
  'reminders',
  'readings',
  'alarms',
  'pledges',
  'special-works',
  'assignments',
  'laws',
  'supervision',
  'patrols',
  'coverage-tasks',
] as const
export type Layer = (typeof LAYERS)[number]

/** Data version of each layer, as committed. */
export const Versions = z.record(z.enum(LAYERS), z.number().int())
export type Versions = z.infer<typeof Versions>

/** Seconds between two heartbeats of the stream. */
export const BEAT_SECONDS = 10
/** Seconds without a server-confirmed version after which the page calls itself stale. */
export const STALE_SECONDS = 45

/**
 * What changes by time alone, in the layers where any of it does: a mark that is another once a due time has passed, a ticket ran out, a gas
 * test grew too old, or the day has turned.
 * It stands beside the version, which tells of what was written.
 */
const Turned = z.object({
  grids: z.string(),
  hazards: z.string(),
  inspections: z.string(),
  pledges: z.string(),
  'special-works': z.string(),
})
export type Turned = z.infer<typeof Turned>

/** Events of `GET /api/live` (server-sent events). A notice says that something changed, never what. */
export const LIVE_EVENTS = {
  /**
   * First, then every BEAT_SECONDS and when a due time passes: the versions just read from the database, what time has turned, the time
   * by the clock of the product, and which release of the client is served, by the address of its first script; null where none is.
   */
  beat: z.object({ versions: Versions, turned: Turned, at: z.iso.datetime(), release: z.string().nullable() }),
  /** A layer changed in the reader's scope; `id` where few rows changed. */
  change: z.object({ layer: z.enum(LAYERS), version: z.number().int(), ids: z.array(z.number().int()).nullable() }),
  /** The database cannot be reached: figures on the screen are as of the last beat. */
  down: z.object({}),
} as const
