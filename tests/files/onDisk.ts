import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** Puts bytes into a file of a folder that goes when the tests of this file are done; its name says nothing of its format. */
export function scratch(): (bytes: Buffer | string, name?: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'anjian-file-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let count = 0
  return (bytes, name = `${(count += 1)}.bin`) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }
}
