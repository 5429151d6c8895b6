import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startOf } from './processes.ts'

interface Holder {
  readonly pid: number
  readonly started: string | undefined
}

/** The data folder is in use by another Anjian that lives. */
export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `数据目录 ${folder} 正由另一个安监一张图使用（进程 ${pid}）。请先停止它（kill ${pid}），或用 ANJIAN_DATA 另设目录。\n` +
        `The data folder ${folder} is in use by another Anjian (process ${pid}). Stop it first (kill ${pid}), or set another folder by ANJIAN_DATA.`,
    )
  }
}

const holderIn = (text: string): Holder | undefined => {
  try {
    const { pid, started } = JSON.parse(text) as Holder
    return { pid, started }
  } catch {
    return undefined // half written by a process that was killed
  }
}

const lives = ({ pid, started }: Holder) => started !== undefined && startOf(pid) === started

/**
 * Takes `folder` for this process alone, by a file with its number and start time. A lock whose holder is gone, or
 * whose number a stranger bears by now, is taken over. @returns a function that gives it back
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'anjian.lock')
  const mine = `${path}.${randomBytes(6).toString('hex')}`
  const text = JSON.stringify({ pid: process.pid, started: startOf(process.pid) })
  writeFileSync(mine, text)
  try {
    while (!linked(mine, path)) setAside(folder, path, `${mine}.stale`)
  } finally {
    rmSync(mine, { force: true })
    rmSync(`${mine}.stale`, { force: true })
  }
  return () => {
    if (read(path) === text) rmSync(path, { force: true })
  }
}

/** A link appears whole or not at all, and only where nothing is yet. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function setAside(folder: string, path: string, aside: string) {
  const found = read(path)
  if (found === undefined) return
  const holder = holderIn(found)
  if (holder && lives(holder)) throw new FolderInUse(folder, holder.pid)
  try {
    renameSync(path, aside)
  } catch {
    return // another start was faster
  }
  const taken = read(aside)
  if (taken !== undefined && taken !== found) linked(aside, path) // it was no longer the stale one: put it back
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
