import { socketFolder } from '../../db/clusterFolder.ts'
import { FolderInUse } from '../../db/folderLock.ts'
import { asSteward } from '../../db/db.ts'
import { bringUpToDate, openHome } from '../../db/home.ts'
import { makePool, socketUrl } from '../../db/pools.ts'
import { sql } from '../../db/sql.ts'
import { FileRefused } from '../../files/rows.ts'
import { type Arguments, requestIn } from './arguments.ts'
import { faultyPath, writeFaulty } from './faultyFile.ts'
import { importFile } from './import.ts'
import { progressOn } from './progress.ts'
import { describeReport } from './report.ts'
import type { ImportReport } from './request.ts'
import { readSettings, type Settings } from '../../settings.ts'

const say = (text: string) => console.log(text)

/** Where the operator signs in: a server of the user's own, the running private cluster, or that one started for this. */
async function openOperator(settings: Settings): Promise<{ url: string; close(): Promise<void> }> {
  if (settings.DATABASE_OPERATOR_URL) return { url: settings.DATABASE_OPERATOR_URL, close: async () => undefined }
  if (settings.DATABASE_URL) {
    throw new FileRefused(
      '请设置 DATABASE_OPERATOR_URL（anjian_operator 的登录地址）后再导入。',
      'Set DATABASE_OPERATOR_URL, the login of anjian_operator, and import again.',
    )
  }
  try {
    const home = await openHome(settings, say)
    await bringUpToDate(home)
    return { url: home.operator ?? '', close: home.stop }
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error
    return {
      url: socketUrl(socketFolder(settings.ANJIAN_DATA), 'anjian_operator', 'anjian'),
      close: async () => undefined,
    }
  }
}

function conclusion(report: ImportReport, given: Arguments): string[] {
  if (report.written) {
    return [
      '导入完成 · imported',
      ...(report.replacedDemo ? ['演示数据与演示身份已清除 · the demonstration and its identities are gone'] : []),
      '若尚无管理员：重新运行 npm start，会显示成为本地管理员的一次性链接。',
      'Where there is no administrator yet: run npm start again; it shows the one-time link that makes you the local one.',
    ]
  }
  if (report.rejected > 0 && !given['accept-good']) {
    return [
      '没有写入任何数据。请改正上列各行后再次导入，或加 --accept-good 只导入合格行。',
      'Nothing was written. Correct the rows above and import again, or take the good rows by --accept-good.',
    ]
  }
  return ['仅检查，没有写入任何数据 · a dry run: nothing was written']
}

/** Carries out what the command line asks and prints the report. @returns the exit code: 1 where nothing could be taken */
export async function carryOutImport(given: Arguments, environment: NodeJS.ProcessEnv): Promise<number> {
  const settings = readSettings(environment)
  const request = await requestIn(given)
  const errors = faultyPath(given)
  const home = await openOperator(settings)
  const pool = makePool(home.url, { size: 1 })
  const progress = progressOn(process.stderr)
  try {
    const report = await importFile(pool, { ...request, onProgress: progress.show })
    progress.end()
    await asSteward(pool, 'import', (db) => db.run(sql`select app.seal_audit()`))
    for (const line of describeReport(report)) say(line)
    for (const line of conclusion(report, given)) say(line)
    const faulty = await writeFaulty(errors, report)
    if (faulty) say(faulty)
    return report.written || (report.rejected === 0 && given['dry-run']) ? 0 : 1
  } finally {
    progress.end()
    await pool.end()
    await home.close()
  }
}
