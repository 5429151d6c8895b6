import { randomBytes } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from './cluster.ts'
import { asking, MIGRATIONS } from './home.ts'
import { migrate } from './migrate.ts'

type Say = (text: string) => void

/** The address of another database of the same server for the same login. */
function inDatabase(address: string, database: string): string {
  const at = address.lastIndexOf('/', address.includes('?') ? address.indexOf('?') : address.length)
  const [, query] = address.split('?')
  return `${address.slice(0, at)}/${database}${query === undefined ? '' : `?${query}`}`
}

/** A PostgreSQL for the time of `work` alone, in a folder of its own: it has nothing to do with the book of anybody. */
async function inOwnCluster<T>(say: Say, work: (address: string) => Promise<T>): Promise<T> {
  const data = await mkdtemp(join(tmpdir(), 'anjian-scratch-'))
  chmodSync(data, 0o755) // PostgreSQL's account must reach it when this runs as root
  try {
    const cluster = await startCluster({ data, say, durable: false })
    try {
      const address = cluster.url('postgres')
      await asking(address, (client) => migrate(client, MIGRATIONS))
      return await work(address)
    } finally {
      await cluster.stop()
      // its socket lies outside the folder, for a path of a socket is short
      await rm(cluster.socket, { recursive: true, force: true })
    }
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

/** The same as a database beside others of the server at `maintenance`, dropped afterwards. */
async function beside<T>(maintenance: string, work: (address: string) => Promise<T>): Promise<T> {
  const name = `anjian_scratch_${randomBytes(6).toString('hex')}`
  const address = inDatabase(maintenance, name)
  await asking(maintenance, async (client) => {
    await client.query(await readFile(new URL('../../scripts/provision.sql', import.meta.url), 'utf8'))
    await client.query(`create database ${name} owner anjian_owner template template0`)
  })
  try {
    await asking(address, async (client) => {
      await client.query('set client_min_messages = warning; create extension postgis')
      await migrate(client, MIGRATIONS)
    })
    return await work(address)
  } finally {
    await asking(maintenance, (client) => client.query(`drop database if exists ${name} with (force)`))
  }
}

/**
 * An empty book of this program's migrations for the time of `work`, which is given the address of its superuser; gone afterwards, also
 * where `work` fails. `maintenance`: a superuser's address of a server that has PostGIS, for where this machine has no PostgreSQL.
 */
export const withScratch = <T>(
  maintenance: string | undefined,
  say: Say,
  work: (address: string) => Promise<T>,
): Promise<T> => (maintenance === undefined ? inOwnCluster(say, work) : beside(maintenance, work))
