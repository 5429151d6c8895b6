/**
 * Random people ask random questions under random filters; each answer is held against the whole book in memory, filtered and scoped by
 * code that shares nothing with the server's filter or with the policies. What the public may read is read through the disclosed views.
 */
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepQuality } from '../../server/features/sensors/keeping.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import { jsonOf, type WholeServer, wholeServer } from './asking.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { readLedger } from './ledger.ts'
import { pick, randomFilter, randomOf } from './randomFilters.ts'
import { type Asker, askersOf } from './scoped/askers.ts'
import { disclosed } from './scoped/disclosed.ts'
import { type Book, seenOf, visitedOf } from './scoped/parts.ts'
import { PLACE_QUESTIONS } from './scoped/placeQuestions.ts'
import { type Given, type Question, ROW_QUESTIONS } from './scoped/questions.ts'
import { SIGHTS } from './scoped/sights.ts'
import { readTerritory } from './scoped/territory.ts'

const QUESTIONS = { ...ROW_QUESTIONS, ...PLACE_QUESTIONS }
type Kind = keyof typeof QUESTIONS
const KINDS = Object.keys(QUESTIONS) as Kind[]
/** Questions of one test, and how many are under way at a time. */
const EACH = 200
const AT_ONCE = 4
/** The book is of the day, so questions may be, too; a failure is seen again with ANJIAN_SEED. */
const SEED = Number(process.env.ANJIAN_SEED ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''))

let database: FreshDatabase
let server: WholeServer
let book: Book
let askers: readonly Asker[]
beforeAll(async () => {
  console.log(`seed ${SEED}`)
  database = await freshDatabase({ hard: true })
  await database.owner.query('truncate demo_identity')
  // whole minutes have to be over before quality is counted of them
  await database.clock.set(new Date(Date.now() + 90_000))
  const ledger = await readLedger(database.owner)
  book = { ...ledger, ...(await readTerritory(database.owner)), visited: visitedOf(ledger) }
  await database.clock.set(book.now)
  await keepQuality(database.pool)
  askers = await askersOf(database, book)
  server = await wholeServer(kitOn(database))
})
afterAll(async () => {
  await server?.close()
  await database?.drop()
})

/** Asks, and fails with all that is needed to ask it again. */
async function judge(
  asked: { asker: Asker; way: Readonly<Record<string, string>>; number: number },
  question: Question,
) {
  const { asker, way, number } = asked
  if (question.path.startsWith('/api/exports')) await database.owner.query('delete from rate_limit') // nobody asks so fast
  const answer = await server.ask(question.path, way)
  const refused = !SIGHTS[asker.eyes.role].asks
  const got = refused
    ? [answer.status, (jsonOf(answer) as { code: string }).code]
    : [
        answer.status === 204 ? 200 : answer.status,
        answer.status < 500 ? question.told(answer) : answer.sent.toString(),
      ]
  const expected = refused ? [403, 'not-allowed'] : [question.status ?? 200, question.expected]
  if (isDeepStrictEqual(got, expected)) return
  const { own: _own, ...eyes } = asker.eyes
  const who = JSON.stringify({ name: asker.name, by: Object.keys(way)[0] ?? 'nothing', ...eyes })
  expect(got, `seed ${SEED}, question ${number}: ${decodeURIComponent(question.path)} as ${who}`).toEqual(expected)
}

/** One question, all of it drawn from the seed and its number. */
async function ask(number: number): Promise<void> {
  const random = randomOf(SEED * 1_000_003 + number)
  random()
  const asker = pick(random, askers)
  const { text, filter } = randomFilter(random, book, Math.floor(random() * 4))
  const given: Given = { random, book, eyes: asker.eyes, text, filter, seen: seenOf(book, asker.eyes, filter) }
  const question = QUESTIONS[pick(random, KINDS)](given)
  await judge({ asker, way: pick(random, asker.ways), number }, question)
  if (!SIGHTS[asker.eyes.role].asks) await disclosed(database.pool, given, `seed ${SEED}, question ${number}`)
}

const CLAIM = {
  claim: 'Whoever asks whatever under whichever filter is told the rows in scope, all of them and no other',
  judged:
    'every answer with rows: lists, figures, facets, opened rows, files, searches, exports, tiles, disclosed views',
  judge: 'the whole book in memory, filtered and scoped in plain arithmetic by one table of who sees what',
}

describe('random questions by random people', () => {
  const parts = Array.from({ length: cases(10, 500) }, (_, at) => at)
  test.for(parts)(
    `agree with the oracle, ${EACH} more after ${EACH} × %i`,
    { timeout: PATIENCE },
    async (part, context) => {
      const compared = proves(context, CLAIM)
      const numbers = Array.from({ length: EACH }, (_, at) => part * EACH + at)
      const next = async (): Promise<void> => {
        for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) await ask(number)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, next))
      compared(EACH)
    },
  )
})
