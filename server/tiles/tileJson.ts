import type { IncomingMessage } from 'node:http'
import type pg from 'pg'
import { z } from 'zod'
import { DEEPEST_TILE_ZOOM, type TileLayer } from '#core/contract/tiles.ts'
import type { Actor } from '../db/actor.ts'
import { inScope } from '../db/db.ts'
import { sql } from '../db/sql.ts'
import { halves, layerNamed } from './ask.ts'

const SUFFIX = '.json'
/** What Web Mercator shows: [west, south, east, north] degrees. */
const WORLD = [-180, -85.0511, 180, 85.0511] as const
const DEGREES = 1e6

/** Properties of each layer and their types, as core/contract/tiles.ts describes them. */
const FIELDS: { readonly [Layer in TileLayer]: Readonly<Record<string, 'Number' | 'String'>> } = {
  enterprises: {
    id: 'Number',
    name: 'String',
    risk: 'Number',
    class: 'String',
    overdue: 'Number',
    source: 'Number',
    count: 'Number',
    worst: 'Number',
    n1: 'Number',
    n2: 'Number',
    n3: 'Number',
    n4: 'Number',
    n0: 'Number',
  },
  hazards: {
    id: 'Number',
    name: 'String',
    enterprises: 'Number',
    open: 'Number',
    overdue: 'Number',
    major: 'Number',
    hazard: 'Number',
  },
  'hazard-sources': {
    id: 'Number',
    enterprise: 'Number',
    name: 'String',
    level: 'Number',
    provisional: 'Number',
    risk: 'Number',
  },
  grids: { id: 'Number', level: 'Number', name: 'String', code: 'String' },
  places: { id: 'Number', kind: 'String', name: 'String' },
  population: { people: 'Number' },
  basemap: { kind: 'String', name: 'String', rank: 'Number' },
  district: { name: 'String' },
}

const About = z.object({
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  sources: z.array(z.string()),
})

/** Whether an address is `/tiles/{layer}.json`. */
export const isTileJson = (url: string): boolean => halves(url)[0].endsWith(SUFFIX)

/** The layer in TileJSON 3.0.0: its bounds are the district's where one is drawn. @throws Problem not-found */
export async function tileJson(
  pool: pg.Pool,
  actor: Actor,
  { url, req }: { url: string; req: IncomingMessage },
): Promise<string> {
  const [path] = halves(url)
  const layer = layerNamed(path.slice('/tiles/'.length, -SUFFIX.length))
  const { box, sources } = await inScope(pool, actor, (db) =>
    db.one(
      About,
      sql`select
        (select json_build_array(st_xmin(geom), st_ymin(geom), st_xmax(geom), st_ymax(geom)) from district where geom is not null) as box,
        (select coalesce(json_agg(distinct source), '[]') from basemap) as sources`,
    ),
  )
  return JSON.stringify({
    tilejson: '3.0.0',
    name: layer,
    tiles: [`${originOf(req)}/tiles/${layer}/{z}/{x}/{y}`],
    minzoom: 0,
    maxzoom: DEEPEST_TILE_ZOOM,
    bounds: box ? outward(box) : WORLD,
    attribution: layer === 'basemap' ? sources.join(' · ') : '',
    vector_layers: [{ id: layer, minzoom: 0, maxzoom: DEEPEST_TILE_ZOOM, fields: FIELDS[layer] }],
  })
}

const outward = ([west, south, east, north]: readonly [number, number, number, number]) => [
  Math.floor(west * DEGREES) / DEGREES,
  Math.floor(south * DEGREES) / DEGREES,
  Math.ceil(east * DEGREES) / DEGREES,
  Math.ceil(north * DEGREES) / DEGREES,
]

/** Readers want whole addresses: scheme as spoken here or said by a proxy before us, host as asked. */
function originOf({ headers, socket }: IncomingMessage): string {
  const said = headers['x-forwarded-proto']
  const spoken = 'encrypted' in socket ? 'https' : 'http'
  return `${said === 'https' || said === 'http' ? said : spoken}://${headers.host ?? 'localhost'}`
}
