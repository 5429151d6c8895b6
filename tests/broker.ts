import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import mqtt from 'mqtt'
import { freePort } from './product.ts'

/** Debian keeps it beside what only root runs. */
const PROGRAM = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find(existsSync) // prettier-ignore
/** Why tests with a broker cannot run here; undefined where they can. */
export const noBroker = PROGRAM === undefined ? 'mosquitto is not installed' : undefined

const USER = 'anjian'
const PASSWORD = 'broker-37'

async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const open = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false) // prettier-ignore
    socket.destroy()
    if (open) return
    await pause(20)
  }
}

/** A real broker with sessions that it keeps on disk; it lets in who knows the password. */
export async function startBroker() {
  const folder = mkdtempSync(join(tmpdir(), 'anjian-broker-'))
  chmodSync(folder, 0o777) // it gives up root by itself
  const port = await freePort()
  const [passwords, settings] = [join(folder, 'passwords'), join(folder, 'settings')]
  execFileSync('mosquitto_passwd', ['-c', '-b', passwords, USER, PASSWORD], { stdio: 'ignore' })
  chmodSync(passwords, 0o644)
  const lines = [`listener ${port} 127.0.0.1`, 'allow_anonymous false', `password_file ${passwords}`, 'persistence true', `persistence_location ${folder}/`, 'autosave_on_changes true', 'autosave_interval 1', 'max_queued_messages 0'] // prettier-ignore
  writeFileSync(settings, `${lines.join('\n')}\n`)
  let child: ChildProcess
  async function start() {
    child = spawn(PROGRAM!, ['-c', settings], { stdio: 'ignore' })
    await listening(port)
  }
  async function end(signal: NodeJS.Signals) {
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  await start()
  const url = `mqtt://${USER}:${PASSWORD}@127.0.0.1:${port}`
  return {
    url,
    /** Publishes one message; resolves once the broker has acknowledged it. */
    async publish(topic: string, payload: string | Buffer) {
      const client = await mqtt.connectAsync(url)
      await client.publishAsync(topic, payload, { qos: 1 })
      await client.endAsync()
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start,
    async close() {
      if (child.exitCode === null && child.signalCode === null) await end('SIGKILL')
      rmSync(folder, { recursive: true })
    },
  }
}
export type TestBroker = Awaited<ReturnType<typeof startBroker>>
