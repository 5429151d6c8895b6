import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findPostgres } from '../server/db/binaries.mjs'
import { startCluster } from '../server/db/cluster.ts'
import { bringUpToDate } from '../server/db/home.ts'

const TARGET = fileURLToPath(new URL('../data/schema.sql', import.meta.url))
/** What differs from one release of pg_dump to the next, or from one dump to the next, and says nothing of the book. */
const NOISE = /^(-- Dumped .*|SET .*|\\(un)?restrict .*|SELECT pg_catalog\.set_config.*)$/gm

/** The book's schema as pg_dump writes it, without what changes by itself. `address` signs in as a superuser. */
export async function dumpSchema(address: string): Promise<string> {
  const program = join(findPostgres()?.folder ?? '', 'pg_dump')
  const options = ['--schema-only', '--no-comments', '--exclude-table=spatial_ref_sys', address]
  const { stdout } = await promisify(execFile)(program, options, { maxBuffer: 64 * 2 ** 20 })
  return `${stdout
    .replace(NOISE, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
}

/** Writes data/schema.sql from a cluster made for it, so that the effect of a migration shows as a diff. */
async function write() {
  const data = await mkdtemp(join(tmpdir(), 'anjian-schema-'))
  chmodSync(data, 0o755) // PostgreSQL's account must reach it when this runs as root
  try {
    const cluster = await startCluster({ data, say: console.log, durable: false })
    try {
      const [server, owner] = [cluster.url('anjian_server'), cluster.url('postgres')]
      await bringUpToDate({ server, owner, operator: undefined, own: true, stop: cluster.stop })
      await writeFile(TARGET, await dumpSchema(owner))
      console.log(`${TARGET} 已更新 · is up to date`)
    } finally {
      await cluster.stop()
    }
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await write()
