import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLASSES, type Filter, type FilterField, RISKS, SOURCE_LEVELS } from '#core/contract/filter.ts'
import { INDICATOR_IDS, INDICATORS, type Figures, type Rows } from '#core/contract/indicators.ts'
import { monthsBack } from '#core/domain/calendar.ts'
import { rectificationOf } from '#core/domain/rectification.ts'
import type { Actor } from '../../server/db/actor.ts'
import { keepQuality } from '../../server/features/sensors/keeping.ts'
import { cases, proves } from '../sample.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf, everyPage } from './desk.ts'
import { isDueSoon, isOpen, isOverdue, type KeptEnterprise, type Ledger, readLedger } from './ledger.ts'
import { pick, randomFilter, randomOf } from './randomFilters.ts'
import { enterprisesOf, worstFirst } from './scoped/filtering.ts'
import { expectedOfCoverage, expectedOfLoop, expectedOfVisits, NO_ALARMS } from './agreementOracle.ts'
import { counted, QUALITY, visitedOf } from './scoped/parts.ts'
import { placesOf, tenantsOf } from './scoped/placesOracle.ts'
import { readTerritory, type Territory } from './scoped/territory.ts'
import { ANSWERING_IDS, answeringRows } from './scoped/responsibleOracle.ts'

const FILTERS = cases(44, 120)
const COVERAGES = cases(24, 120)
/** The filter in plain arithmetic over the book in memory: scoped/filtering.ts. */
const ORACLE = 'the whole book in memory, filtered and counted in plain arithmetic'
const government: Actor = { role: 'government', person: '林青山', grids: [] }

let book: FreshDatabase
let ledger: Ledger & Territory
let visited: ReadonlySet<number>
let actors: Actor[]
const without = (filter: Filter, field: FilterField) =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => name !== field)) as Filter

beforeAll(async () => {
  book = await freshDatabase({ hard: true })
  // whole minutes have to be over before quality is counted of them
  await book.clock.set(new Date(Date.now() + 90_000))
  ledger = { ...(await readLedger(book.owner)), ...(await readTerritory(book.owner)) }
  visited = visitedOf(ledger)
  await book.clock.set(ledger.now)
  await keepQuality(book.pool)
  const [one, two] = [...new Set(ledger.enterprises.map(({ department }) => department))].filter((id) => id !== null)
  const grids = [...new Set(ledger.enterprises.map(({ grid }) => grid))].filter((id) => id !== null)
  const owner = ledger.enterprises.find(({ id }) => ledger.sources.some(({ enterprise }) => enterprise === id))
  actors = [
    government,
    { role: 'department', person: '甲', grids: [], department: one! },
    { role: 'department', person: '乙', grids: [], department: two! },
    { role: 'grid', person: '丙', grids: grids.slice(0, 1) },
    { role: 'grid', person: '丁', grids: grids.slice(1, 6) },
    { role: 'enterprise', person: '戊', grids: [], enterprise: owner!.id },
  ]
})
afterAll(() => book.drop())

const count = <Item>(items: readonly Item[], counts: (item: Item) => boolean) => items.filter(counts).length

/** What every route must say of an actor and a filter. */
function expected(actor: Actor, filter: Filter) {
  const rows = enterprisesOf(ledger, actor, filter)
  const ids = new Set(rows.map(({ id }) => id))
  const hazards = ledger.hazards.filter(({ enterprise }) => ids.has(enterprise))
  const sources = ledger.sources.filter(
    ({ enterprise, level }) => ids.has(enterprise) && level !== null && (filter.sourceLevel?.includes(level) ?? true),
  )
  return { rows, hazards, sources }
}

function expectedParts(actor: Actor, filter: Filter, months: readonly string[]) {
  const { rows, hazards, sources } = expected(actor, filter)
  const { now } = ledger
  const eyes = { ...actor, own: ledger.enterprises.find(({ id }) => id === actor.enterprise) }
  const dated = hazards.map(({ foundAt, dueAt, dueThen, closedAt, state }) => ({
    foundAt, dueAt, dueThen, closedAt: closedAt ?? undefined, voided: state === 'voided',
  })) // prettier-ignore
  const sensors = ledger.sensors.filter(
    ({ enterprise, enabled }) => enabled && rows.some(({ id }) => id === enterprise),
  )
  const monthly = months.map((month) => [month, rectificationOf(month, dated, now)] as const)
  return {
    enterprises: { all: rows.length },
    'risk-distribution': Object.fromEntries(
      RISKS.map((risk) => [risk, count(rows, (row) => (row.risk ?? 0) === risk)]),
    ),
    'hazard-source-levels': {
      ...Object.fromEntries(SOURCE_LEVELS.map((level) => [level, count(sources, (row) => row.level === level)])),
      all: count(sources, (row) => row.level !== null),
    },
    'hazards-new': Object.fromEntries(monthly.map(([month, sums]) => [month, sums.new])),
    'hazards-closed': Object.fromEntries(monthly.map(([month, sums]) => [month, sums.closed])),
    'hazards-overdue': Object.fromEntries(monthly.map(([month, sums]) => [month, sums.overdue])),
    'hazards-on-time': Object.fromEntries(monthly.map(([month, sums]) => [month, [sums.onTime, sums.due]])),
    'hazards-open': { all: count(hazards, isOpen) },
    'hazards-overdue-now': { all: count(hazards, (hazard) => isOverdue(hazard, now)) },
    'hazards-due-soon': { all: count(hazards, (hazard) => isDueSoon(hazard, now)) },
    'standardization-passed': { all: count(rows, ({ standardization }) => standardization !== null) },
    places: { all: placesOf(ledger, eyes, filter).length },
    'tenants-without-file': { all: tenantsOf(ledger, eyes, filter).length },
    'file-due': { all: count(rows, ({ id }) => ledger.fileDue.has(id)) },
    'sensors-online': { all: [count(sensors, ({ age, cadence }) => (age ?? Infinity) <= 2 * cadence), sensors.length] },
    'sensors-silent': { all: count(sensors, ({ age, cadence }) => (age ?? Infinity) > 3 * cadence) },
    ...Object.fromEntries(
      Object.entries(QUALITY).map(([id, counts]) => [
        id,
        { all: count(sensors, ({ since, cadence }) => counts(counted(ledger) - since, cadence)) },
      ]),
    ),
    'file-completeness': { all: [count(rows, ({ id }) => ledger.complete.has(id)), rows.length] },
    'visits-overdue-a': {
      all: count(
        rows,
        (row) => row.status === 'active' && row.class === 'A' && row.grid !== null && !visited.has(row.id),
      ),
    },
    ...Object.fromEntries(
      ANSWERING_IDS.map((id) => [id, { all: answeringRows(ledger.answering, { rows, sources }, id).length }]),
    ),
    ...expectedOfLoop(ledger, new Set(rows.map(({ id }) => id)), months),
    ...expectedOfVisits(ledger, eyes, { rows, months }),
    ...NO_ALARMS(now),
    ...expectedOfCoverage(ledger, eyes, { rows, sources, filter }),
  }
}

/** A row by what tells it from all others: faults of several kinds may be of one enterprise. */
interface Named {
  readonly id?: number
  readonly key?: string
}
const nameOf = ({ id, key }: Named) => key ?? id!
/** The proof of coverage is not told to an enterprise: it has no parts, and its rows are none. */
const NOT_TOLD = { part: 'all', n: 0, of: null }

const partsOf = (figures: Figures, id: string) =>
  Object.fromEntries(
    figures.figures
      .find((figure) => figure.id === id)!
      .parts.map(({ part, n, of, span }) => [part, span !== undefined ? [n, span] : of === null ? n : [n, of]]),
  )

describe.each(Array.from({ length: FILTERS }, (_, at) => at + 1))('filter %i', (seed) => {
  const random = randomOf(seed * 7919)
  const given = () => {
    const actor = random() < 0.4 ? government : pick(random, actors)
    return { actor, desk: deskOf(book, actor), ...randomFilter(random, ledger, 1 + (seed % 4)) }
  }

  test('list, facets, figures, opened rows, exports and an oracle in memory agree', async (context) => {
    const compared = proves(context, {
      claim: 'List, facets, figures, opened rows and exports agree for random filters and actors',
      judged: 'GET /enterprises, /facets, /indicators, /hazards, /hazard-sources, /exports',
      judge: ORACLE,
    })
    const { actor, desk, text, filter } = given()
    const about = JSON.stringify({ actor, text })
    const { rows, hazards, sources } = expected(actor, filter)

    const list = await desk.get('/enterprises').query({ ...text, limit: '1' })
    expect(list.body, about).toMatchObject({ total: rows.length })
    const listed = await everyPage(desk, '/enterprises', text, (body: { rows: { id: number }[] }) => body.rows)
    expect(listed.map(({ id }) => id), about).toEqual(worstFirst(rows))
    compared(2)

    const { body: facets } = await desk.get('/facets').query(text)
    expect(facets.total, about).toBe(rows.length)
    expect(Object.fromEntries(facets.without.map((one: { field: string; count: number }) => [one.field, one.count])), about).toEqual(
      Object.fromEntries((Object.keys(filter) as FilterField[]).map((field) => [field, expected(actor, without(filter, field)).rows.length])),
    )
    compared()

    const months = monthsBack(ledger.now, 14)
    const { body: figures } = await desk.get('/indicators').query({ ...text, ids: INDICATOR_IDS.join(','), months: '14' })
    for (const [id, parts] of Object.entries(expectedParts(actor, filter, months))) {
      expect(partsOf(figures as Figures, id), `${id} ${about}`).toEqual(parts)
      compared()
    }

    const held = await desk.get('/hazards').query({ ...text, limit: '1' })
    expect(held.body.total, about).toBe(hazards.length)
    const { body: majorSources } = await desk.get('/hazard-sources').query(text)
    expect(majorSources.rows.map(({ id }: { id: number }) => id).sort(), about).toEqual(sources.map(({ id }) => id).sort())
    compared(2)

    for (const id of INDICATOR_IDS.filter((_, at) => (at + seed) % 3 === 0)) {
      const parts = (figures as Figures).figures.find((figure) => figure.id === id)!.parts
      const { part, n, of } = parts.length > 0 ? pick(random, parts) : NOT_TOLD
      for (const [side, total] of [['n', n], ['of', of]] as const) {
        if (total === null) continue
        const opened = await everyPage(desk, `/indicators/${id}/rows`, { ...text, part, side }, (body: Rows) => {
          expect(body.total, `${id} ${part} ${side} ${about}`).toBe(total)
          return body.rows.items as readonly Named[]
        })
        expect(new Set(opened.map(nameOf)).size, `${id} ${part} ${side} ${about}`).toBe(total)
        const sheet = await desk.get(`/exports/indicators/${id}.csv`).query({ ...text, part, side })
        expect(idsOf(sheet.text), `${id} ${part} ${side} ${about}`).toEqual(opened.map(nameOf))
        compared(2)
      }
    }
    const sheet = await desk.get('/exports/enterprises.csv').query(text)
    expect(idsOf(sheet.text), about).toEqual(worstFirst(rows))
    compared()
  }) // prettier-ignore

  test('each choice of each facet counts what choosing it would leave', async (context) => {
    const compared = proves(context, {
      claim: 'Each choice of each facet counts what choosing it would leave',
      judged: 'GET /facets',
      judge: ORACLE,
    })
    const { actor, desk, text, filter } = given()
    const { body } = await desk.get('/facets').query(text)
    const facet = (name: string) =>
      Object.fromEntries(
        body.facets[name].map((choice: { value: string; count: number }) => [choice.value, choice.count]),
      )
    const group = (field: FilterField, value: (row: KeptEnterprise) => string | number | null, always: readonly (string | number)[] = []) => {
      const counts: Record<string, number> = Object.fromEntries(always.map((one) => [one, 0]))
      for (const row of expected(actor, without(filter, field)).rows) {
        const key = value(row)
        if (key !== null) counts[key] = (counts[key] ?? 0) + 1
      }
      return counts
    }
    const about = JSON.stringify({ actor, text })
    expect(facet('class'), about).toEqual(group('class', (row) => row.class, CLASSES))
    expect(facet('risk'), about).toEqual(group('risk', (row) => row.risk ?? 0, RISKS))
    expect(facet('industry'), about).toEqual(group('industry', (row) => row.industry?.slice(0, 1) ?? null))
    expect(facet('department'), about).toEqual(group('department', (row) => row.department ?? 0))
    expect(facet('grid'), about).toEqual(group('grid', (row) => row.grid ?? 0))
    for (const level of SOURCE_LEVELS)
      expect(facet('sourceLevel')[level], about).toBe(expected(actor, { ...filter, sourceLevel: [level] }).rows.length)
    expect(facet('overdue'), about).toEqual({ 1: expected(actor, { ...filter, overdue: '1' }).rows.length })
    expect(facet('dueSoon'), about).toEqual({ 1: expected(actor, { ...filter, dueSoon: '1' }).rows.length })
    compared(8)
  }) // prettier-ignore
})

describe.each(Array.from({ length: COVERAGES }, (_, at) => at + 1))('coverage under filter %i', (seed) => {
  test('counts for each grid the enterprises due and those visited', async (context) => {
    const compared = proves(context, {
      claim: 'Coverage counts for each grid the enterprises due for a visit and those visited',
      judged: 'GET /indicators grid-coverage',
      judge: ORACLE,
    })
    const random = randomOf(seed * 104_729)
    const actor = random() < 0.4 ? government : pick(random, actors)
    const { text, filter } = seed === 1 ? { text: {}, filter: {} } : randomFilter(random, ledger, 1 + (seed % 3))
    const due = expected(actor, filter).rows.filter((row) => row.status === 'active' && row.class !== null && row.grid !== null)
    const { body } = await deskOf(book, actor).get('/indicators').query({ ...text, ids: 'grid-coverage' })
    for (const { part, n, of } of (body as Figures).figures[0]!.parts) {
      const rows = due.filter((row) => part === 'all' || String(row.grid) === part)
      const about = JSON.stringify({ actor, text, part })
      expect([n, of], about).toEqual([count(rows, (row) => visited.has(row.id)), rows.length])
      compared()
    }
  })
}) // prettier-ignore

test('every figure is held against the oracle', () => {
  const held = Object.keys(expectedParts(government, {}, ['2024-01']))
  expect(Object.keys(INDICATORS).filter((id) => !held.includes(id))).toEqual(['grid-coverage'])
})

/** First column of a sheet, its heading left out. */
function idsOf(sheet: string): (number | string)[] {
  expect(sheet.charCodeAt(0)).toBe(0xfeff)
  return sheet
    .split('\r\n')
    .slice(1, -1)
    .map((line) => (/^[0-9]/.test(line) ? Number.parseInt(line, 10) : line.slice(0, line.indexOf(','))))
}
