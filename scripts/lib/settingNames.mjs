import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './run.mjs'

/** Where each setting of the server begins, in the file that declares them all. */
const DECLARED = /^ {2}([A-Z][A-Z0-9_]*): setting\(/gm

/** Names of the environment variables that the server reads. */
export const settingNames = () =>
  [...readFileSync(join(ROOT, 'server/settings.ts'), 'utf8').matchAll(DECLARED)].map(([, name]) => String(name))
