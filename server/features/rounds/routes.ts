import { rounds } from '#core/contract/rounds.ts'
import type { Serve } from '../../http/serve.ts'
import { readChanges } from './changes.ts'
import { readRound } from './read.ts'

/** Routes of whom to visit next 走访安排. */
export function roundRoutes(serve: Serve): void {
  serve(rounds.read, ({ query }, db) => readRound(db, query))
  serve(rounds.changes, ({ query }, db) => readChanges(db, query))
}
