import { sensors } from '#core/contract/sensors.ts'
import type { Kit } from '../../http/kit.ts'
import type { Serve } from '../../http/serve.ts'
import { listQuality } from './quality.ts'
import { listSensors, liveSources } from './rows.ts'
import { readSeries } from './series.ts'
import { listVideos } from './videos.ts'
import { addSensor, changeSensor, removeSensor } from './write.ts'

/** Routes of sensors and of what they measured. */
export function sensorRoutes(serve: Serve, { settings: { VIDEO_HOSTS } }: Pick<Kit, 'settings'>): void {
  serve(sensors.list, ({ query }, db) => listSensors(db, query))
  serve(sensors.quality, ({ query }, db) => listQuality(db, query))
  serve(sensors.sources, (_, db) => liveSources(db))
  serve(sensors.videos, ({ query }, db) => listVideos(db, query.source))
  serve(sensors.add, ({ body }, db) => addSensor(db, body, VIDEO_HOSTS))
  serve(sensors.change, ({ params, body }, db) => changeSensor(db, params.id, body, VIDEO_HOSTS))
  serve(sensors.remove, ({ params }, db) => removeSensor(db, params.id))
  serve(sensors.readings, ({ params, query }, db) => readSeries(db, params.id, query))
}
