import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { asSteward } from './db/db.ts'
import type { Home } from './db/home.ts'
import { makePool } from './db/pools.ts'
import { sql } from './db/sql.ts'

const SCRIPT = fileURLToPath(new URL('../scripts/demo.ts', import.meta.url))
const Empty = z.object({ empty: z.boolean() })

async function bookIsEmpty(operator: string): Promise<boolean> {
  const pool = makePool(operator, { size: 1 })
  const question = sql`
    select not exists (select from district) and not exists (select from enterprise) and not exists (select from grid)
      and not exists (select from import) as empty`
  try {
    return (await asSteward(pool, 'start', (db) => db.one(Empty, question))).empty
  } finally {
    await pool.end()
  }
}

/** Fills an empty book with the demo district, by the same command that anybody may run; `stop` ends it early. */
export async function loadDemoDistrict(home: Home, say: (text: string) => void, stop: AbortSignal): Promise<void> {
  if (home.operator === undefined || !(await bookIsEmpty(home.operator))) return
  if (!existsSync(SCRIPT)) {
    say('未找到 scripts/demo.ts，跳过演示数据 · scripts/demo.ts is missing, the demo district is left out')
    return
  }
  say('正在装入演示数据 · loading the demo district')
  const env = { ...process.env, DATABASE_OPERATOR_URL: home.operator, DATABASE_OWNER_URL: home.owner }
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT], { env, stdio: 'inherit', signal: stop })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`演示数据装入失败 · the demo district could not be loaded (${signal ?? code})`))
    })
  })
}
