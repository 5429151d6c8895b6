import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'

/** Any number will do, as long as every Anjian that migrates takes the same one. */
const LOCK = 370_671

interface Migration {
  readonly name: string
  readonly text: string
  readonly hash: string
}

async function migrationsIn(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** Name of the last migration that this program was written for. */
export async function expectedVersion(folder: string): Promise<string> {
  const last = (await migrationsIn(folder)).at(-1)
  if (!last) throw new Error(`no migrations in ${folder}`)
  return last.name
}

/** The names in `folder` of those that must still run; throws where history and folder disagree. */
function pending(migrations: readonly Migration[], ran: ReadonlyMap<string, string>): Migration[] {
  for (const name of ran.keys()) {
    if (migrations.some((migration) => migration.name === name)) continue
    throw new Error(
      `数据库由较新版本的程序建立（迁移 ${name} 未知）：请使用该版本或更新的程序。\n` +
        `The database was made by a newer program (migration ${name} is unknown): use that version or a later one.`,
    )
  }
  return migrations.filter(({ name, hash }) => {
    if (ran.has(name) && ran.get(name) !== hash) {
      throw new Error(
        `迁移 ${name} 执行后被修改：请恢复原文件，改动另写新的迁移。\n` +
          `Migration ${name} was changed after it ran: restore the file, and write the change as a new migration.`,
      )
    }
    return !ran.has(name)
  })
}

async function runOne(client: pg.ClientBase, { name, text, hash }: Migration) {
  try {
    await client.query('begin; set local role anjian_owner')
    await client.query(text)
    await client.query('insert into public.app_migration (name, hash) values ($1, $2)', [name, hash])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/**
 * Brings the book up to date: each new file of `folder` in one transaction as anjian_owner, one program at a time.
 * `client` signs in as a member of anjian_owner. @returns the names that ran now
 * @throws where a file was changed after it ran, or the database is newer than the program
 */
export async function migrate(client: pg.ClientBase, folder: string): Promise<string[]> {
  const migrations = await migrationsIn(folder)
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await client.query(`
      begin;
      set local role anjian_owner;
      set local client_min_messages = warning;
      create table if not exists public.app_migration (
        name   text primary key,
        hash   text not null,
        ran_at timestamptz not null default now()
      );
      grant select on public.app_migration to anjian_session;
      commit`)
    const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from public.app_migration')
    const due = pending(migrations, new Map(rows.map(({ name, hash }) => [name, hash])))
    for (const migration of due) await runOne(client, migration)
    return due.map(({ name }) => name)
  } finally {
    await client.query('rollback; select pg_advisory_unlock(370671)').catch(() => undefined)
  }
}
