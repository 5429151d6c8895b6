/** `npm run audit:verify` recomputes the whole chain and names the first row that was changed; `npm run audit:retain` drops old months. */
import { parseArgs } from 'node:util'
import { retainAudit, verifyAudit } from '../server/features/audits/errand.ts'
import { readSettings, SettingRefused } from '../server/settings.ts'

const USAGE = `用法 usage:
  npm run audit:verify -- [--root DAY=HASH ...]   从头重算审计链，指出第一处被改动的行；另行抄录的日根可一并核对
                                                  recomputes the chain and names the first broken row; roots that were written
                                                  down elsewhere are compared
  npm run audit:retain                            删除六个日历月以前的分区 drops months older than six calendar months`

try {
  const { values, positionals } = parseArgs({
    options: { root: { type: 'string', multiple: true, default: [] }, help: { type: 'boolean' } },
    allowPositionals: true,
  })
  const settings = readSettings(process.env)
  const [errand] = positionals
  if (values.help || (errand !== 'verify' && errand !== 'retain')) {
    console.log(USAGE)
    process.exitCode = values.help ? 0 : 1
  } else if (errand === 'verify') process.exitCode = await verifyAudit(settings, values.root, console.log)
  else process.exitCode = await retainAudit(settings, console.log)
} catch (error) {
  const told = error instanceof SettingRefused || (error as Error).constructor === Error
  console.error(told ? (error as Error).message : error)
  process.exitCode = 1
}
