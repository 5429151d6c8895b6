// npm test: everything, also on a fresh machine. `npm test -- unit|proof|api|recovery|e2e` runs one part.
import { ensureClient } from './lib/client.mjs'
import { checkNode, ensureModules } from './lib/modules.mjs'
import { ROOT, run } from './lib/run.mjs'
import { ForPeople, giveUp, say } from './lib/say.mjs'
import { settingNames } from './lib/settingNames.mjs'
import { ensureSystem } from './lib/system.mjs'
import { tallied, vitest } from './lib/vitest.mjs'

const PARTS = ['unit', 'proof', 'api', 'recovery', 'e2e']

function partsAsked() {
  const asked = process.argv.slice(2)
  const unknown = asked.find((part) => !PARTS.includes(part))
  if (unknown)
    throw new ForPeople(
      `没有测试部分 ${unknown}，可选：${PARTS.join(', ')}\nThere is no part ${unknown}; parts are ${PARTS.join(', ')}`,
    )
  return asked.length > 0 ? asked : undefined
}

/** @param {readonly string[] | undefined} asked @param {NodeJS.ProcessEnv} env */
async function runParts(asked, env) {
  let fine = true
  /** @param {string} name @param {() => Promise<{code: number}>} work */
  const part = async (name, work) => {
    say(`── ${name} ──`)
    if ((await work()).code !== 0) fine = false
  }
  if (!asked) await part('check', () => run(process.execPath, ['scripts/check.mjs'], { env, show: true }))
  for (const name of asked ?? ['proof', 'api', 'recovery', 'e2e']) await part(name, () => vitest(name, env))
  return fine
}

async function test() {
  process.chdir(ROOT)
  const asked = partsAsked()
  checkNode()
  await ensureModules()
  await ensureSystem({ tests: true })
  if (!asked || asked.includes('e2e') || asked.includes('recovery')) await ensureClient()
  const { passed, failed, skipped } = await tallied((env) => {
    // the product and its tests see no setting of whoever runs them
    for (const name of settingNames()) delete env[name]
    return runParts(asked, env)
  })
  for (const { name, reason } of skipped) console.log(`跳过 · skipped: ${name} (${reason})`)
  for (const { name, reason } of failed) console.log(`失败 · failed: ${name} (${reason})`)
  console.log(`${passed} passed, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

test().catch(giveUp)
