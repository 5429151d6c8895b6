import { sensors } from '#core/contract/sensors.ts'
import type { Serve } from '../../http/serve.ts'
import { listQuality } from './quality.ts'
import { listSensors, liveSources } from './rows.ts'
import { readSeries } from './series.ts'
import { addSensor, changeSensor, removeSensor } from './write.ts'

/** Routes of sensors and of what they measured. */
export function sensorRoutes(serve: Serve): void {
  serve(sensors.list, ({ query }, db) => listSensors(db, query))
  serve(sensors.quality, ({ query }, db) => listQuality(db, query))
  serve(sensors.sources, (_, db) => liveSources(db))
  serve(sensors.add, ({ body }, db) => addSensor(db, body))
  serve(sensors.change, ({ params, body }, db) => changeSensor(db, params.id, body))
  serve(sensors.remove, ({ params }, db) => removeSensor(db, params.id))
  serve(sensors.readings, ({ params, query }, db) => readSeries(db, params.id, query))
}
