/** `npm run coverage:check` runs a certificate of coverage again at its own data version, in a PostgreSQL made for that alone. */
import { parseArgs } from 'node:util'
import { Problem } from '#core/contract/problem.ts'
import { checkKept } from '../server/features/coverage/errand.ts'
import { readSettings, SettingRefused } from '../server/settings.ts'

const USAGE = `用法 usage:
  npm run coverage:check -- ID|FILE [--database URL]
  ID          证明的编号，从本系统的数据库取留存的数据 number of a certificate, whose data are read from this book
  FILE        从证明页下载的数据文件，不需要数据库 file of its data, downloaded from its page; no book is needed
  --database  本机没有 PostgreSQL 时，另一服务器的超级用户地址，临时库用后即删
              where this machine has no PostgreSQL: a superuser’s address of a server, for a database that is dropped afterwards`

const stopping = new AbortController()
const STOPPED = new Error('已中止，为复验取出的数据已删除。\nStopped; what was taken out for it is removed.')
// once: whoever presses again wants it gone at once
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stopping.abort(STOPPED))

try {
  const { values, positionals } = parseArgs({
    options: { database: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [what] = positionals
  if (values.help || what === undefined || positionals.length !== 1) {
    console.log(USAGE)
    process.exitCode = values.help ? 0 : 1
  } else {
    const settings = readSettings(process.env)
    process.exitCode = await checkKept(settings, what, {
      maintenance: values.database,
      say: console.log,
      stop: stopping.signal,
    })
  }
} catch (error) {
  const known = error instanceof SettingRefused || error instanceof Problem || (error as Error).constructor === Error
  console.error(known ? (error as Error).message : error)
  process.exitCode = error === STOPPED ? 130 : 1
}
