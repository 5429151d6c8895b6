import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { FileRefused } from '../../files/rows.ts'
import { isError } from './judge.ts'
import { faultyRows } from './report.ts'
import type { ImportReport } from './request.ts'

/** Below the folder that the command is run in; var/ is the program's own and no part of the source. */
const FOLDER = join('var', 'imports')

interface Wanted {
  readonly file: string
  readonly errors?: string | undefined
}

/**
 * Where the faulty rows of a file go: where `--errors` says, else to var/imports below the current folder; never beside
 * the file, which may lie where nothing should be written. @throws FileRefused where they would go over the file itself
 */
export function faultyPath({ file, errors }: Wanted): string {
  const path = errors ?? join(FOLDER, `${basename(file)}.errors.csv`)
  if (resolve(path) !== resolve(file)) return path
  throw new FileRefused(
    '--errors 指向了要导入的文件本身；请另给一个文件名。',
    '--errors names the very file that is imported: give another name.',
  )
}

/** Writes the faulty rows, where there are any. @returns a line that says where they are, or why they could not be written */
export async function writeFaulty(path: string, report: ImportReport): Promise<string | undefined> {
  if (!report.issues.some(isError)) return undefined
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, faultyRows(report.table, report.issues))
    return `  不合格的行连同原因 the faulty rows with their reasons: ${resolve(path)}`
  } catch (error) {
    const why = (error as Error).message
    return `  不合格的行没能写出，请用 --errors 另选文件 · the faulty rows could not be written, choose a file by --errors: ${why}`
  }
}
