// npm start, npm run dev: from nothing to a running product. Only node: modules until the packages are installed.
import { ensureClient } from './lib/client.mjs'
import { checkNode, ensureModules } from './lib/modules.mjs'
import { ROOT } from './lib/run.mjs'
import { giveUp } from './lib/say.mjs'
import { ensureSystem } from './lib/system.mjs'

async function start() {
  process.chdir(ROOT)
  checkNode()
  await ensureModules()
  await ensureSystem()
  if (process.argv.includes('--dev')) {
    const { develop } = await import('./lib/develop.mjs')
    return develop()
  }
  await ensureClient()
  const { register } = await import('tsx/esm/api')
  register()
  await import('../server/main.ts')
}

start().catch(giveUp)
