import { existsSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'

/** Where files lie in memory on Linux, and how many bytes of room let the databases of tests lie there. */
const MEMORY = '/dev/shm'
const ROOM = 6 * 2 ** 30

/**
 * Folder in which tests keep databases. They are hundreds of files, made and removed for each test file, and the product
 * waits for the disk with each commit: on a disk all of it takes many times as long as in memory. What is killed loses
 * nothing in either, for both are the system's and not the program's.
 */
export function quickFolder(): string {
  if (!existsSync(MEMORY)) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > ROOM && freemem() > ROOM ? MEMORY : tmpdir()
}
