/** Loads the demo district into the empty book at DATABASE_OPERATOR_URL: `node --import tsx scripts/demo.ts [--seed N]`. */
import { parseArgs } from 'node:util'
import pg from 'pg'
import { BookNotEmpty, loadDemo, SEED } from './demo/load.ts'

const { values } = parseArgs({ options: { seed: { type: 'string', default: String(SEED) } } })
const seed = Number(values.seed)
const url = process.env.DATABASE_OPERATOR_URL

if (!url)
  refuse(
    '请设置 DATABASE_OPERATOR_URL（数据管理员的登录）。 Set DATABASE_OPERATOR_URL to the sign-in of anjian_operator.',
  )
if (!Number.isSafeInteger(seed) || seed < 0) refuse('--seed 须为非负整数。 --seed takes a whole number from 0 on.')

const started = Date.now()
const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`
const client = new pg.Client({ connectionString: url })
try {
  await client.connect()
  await loadDemo(client, { seed, say: (progress) => console.log(`  演示区 demo: ${progress} (${seconds()})`) })
  console.log(`演示区已装入 · The demo district is loaded (${seconds()})`)
} catch (error) {
  if (!(error instanceof BookNotEmpty)) throw error
  refuse(error.message)
} finally {
  await client.end()
}

function refuse(message: string): never {
  console.error(message)
  process.exit(1)
}
