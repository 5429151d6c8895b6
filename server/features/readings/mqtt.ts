import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import mqtt, { type MqttClient } from 'mqtt'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { TakeReadings } from '../../http/kit.ts'
import { deliver } from './mqttMessage.ts'

/** Key of the lock by which one process of all reads the broker; beside those of imports. */
const LOCK = [7_240_025, 1] as const
/** So often a process without it looks whether it is free. */
const LOOK_AGAIN_MS = 2_000
const RECONNECT_MS = 1_000

export interface Broker {
  readonly MQTT_URL: string
  readonly MQTT_TOPIC: string
  readonly MQTT_CLIENT: string
  readonly MQTT_CA?: string | undefined
}

interface Reading {
  readonly broker: Broker
  readonly take: TakeReadings
  readonly log: Logger
}

/**
 * Reads messages in the order in which the broker sends them. Each is acknowledged (PUBACK) once its readings are kept, so the broker
 * keeps, and sends again, what a server that died had not finished.
 */
function reader({ broker, take, log }: Reading, signal: AbortSignal): MqttClient {
  const { MQTT_URL, MQTT_TOPIC, MQTT_CLIENT, MQTT_CA } = broker
  const client = mqtt.connect(MQTT_URL, {
    clientId: MQTT_CLIENT,
    clean: false,
    protocolVersion: 4,
    reconnectPeriod: RECONNECT_MS,
    ...(MQTT_CA !== undefined && { ca: readFileSync(MQTT_CA) }),
  })
  let connection = 0
  client.on('connect', () => {
    connection += 1
    client.subscribe(MQTT_TOPIC, { qos: 1 }, (error, granted) => {
      if (error || granted?.some(({ qos }) => qos > 2))
        log.error({ err: error, topic: MQTT_TOPIC }, 'the broker refuses the topic') // prettier-ignore
      else log.info({ topic: MQTT_TOPIC }, 'reading the broker')
    })
  })
  client.on('error', ({ message }) => void log.warn({ reason: message }, 'the broker cannot be read'))
  client.handleMessage = ({ topic, payload }, acknowledge) => {
    const mine = connection
    // on another connection the broker sends it again, and waits for the answer to that
    void deliver({ take, log, signal }, String(topic), Buffer.from(payload)).then((done) => {
      if (done && mine === connection && client.connected) acknowledge()
    })
  }
  return client
}

/** Reads the broker while this process alone holds the lock; where its connection is lost another may. @returns whether it held it */
async function whileAlone(connect: () => pg.Client, signal: AbortSignal, work: () => MqttClient): Promise<boolean> {
  const lock = connect()
  const lost = new Promise<void>((resolve) => {
    lock.on('error', () => resolve()) // it may tell of more than one
    lock.on('end', () => resolve())
  })
  try {
    await lock.connect()
    const { rows } = await lock.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [...LOCK])
    if (!rows[0]?.held) return false
    const client = work()
    const stopped = once(signal, 'abort').catch(() => undefined)
    await Promise.race([lost, signal.aborted ? undefined : stopped])
    await client.endAsync(true).catch(() => undefined)
    return true
  } finally {
    await lock.end().catch(() => undefined)
  }
}

/** Reads the broker until it is told to stop; of several processes one does. @param connect a connection of its own, for the lock */
export function keepReadingBroker(connect: () => pg.Client, parts: Reading): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  async function run() {
    let alone = true
    while (!signal.aborted) {
      const held = await whileAlone(connect, signal, () => reader(parts, signal)).catch((error: unknown) => {
        parts.log.warn({ err: error }, 'the broker is not read while the database is away')
      })
      if (held === false && alone) parts.log.info('another process reads the broker')
      alone = held !== false
      await setTimeout(LOOK_AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
