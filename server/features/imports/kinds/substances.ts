import { chemicalsNamed, chemicalsOfCas, isCas, namesOf, nearestChemicals } from '#core/domain/chemicalNames.ts'
import type { NamedChemical } from '#core/domain/gb18218Table1.ts'
import { CHEMICAL_CATEGORIES } from '#core/domain/gb18218Tables.ts'
import { betaOf, criticalQuantity, type Substance } from '#core/domain/majorHazard.ts'
import type { Value } from '../made.ts'
import { tonnesOf } from './amounts.ts'
import type { Settle } from './settle.ts'
import type { KindField } from './values.ts'

/** A number of the Chemical Abstracts Service. */
export const casNumber = (column: string): KindField => ({
  column,
  read: (given) => (given === '' ? { value: null } : isCas(given.normalize('NFKC')) ? { value: given.normalize('NFKC') } : { rule: 'cas' }), // prettier-ignore
})

/** A category of tables 2 and 4 by its symbol. */
export const hazardCategory = (column: string): KindField => ({
  column,
  read(given) {
    const symbol = given.normalize('NFKC').toUpperCase().replace(/\s/g, '')
    if (symbol === '') return { value: null }
    return CHEMICAL_CATEGORIES.some((known) => known.symbol === symbol) ? { value: symbol } : { rule: 'category' }
  },
})

/** Which chemical of table 1 is meant; the name may be a CAS number itself. `by` what it was found. */
function chemicalIn(name: string, cas: string | undefined) {
  if (isCas(name)) return { by: 'cas', rows: chemicalsOfCas(name), cas: name } as const
  const rows = chemicalsNamed(name)
  if (rows.length > 0) return { by: 'name', rows, cas } as const
  return { by: 'cas', rows: cas === undefined ? [] : chemicalsOfCas(cas), cas } as const
}

/** What the standard gives; undefined where it throws because it gives nothing. */
function given<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

type Row = Parameters<Settle>[0]
const textIn = (value: Value | undefined) => (typeof value === 'string' ? value : undefined)

/** β and why: by table 3, by table 4 where a category is told or proposed, or as the assessor set it, with a reason. */
function betaIn({ made, report }: Row, substance: Substance, proposed: string | undefined) {
  const [byHand, reason, told] = [made['beta'], textIn(made['beta_reason']), textIn(made['category'])]
  const category = told ?? proposed
  const named = given(() => betaOf({ name: substance.name, ...(substance.cas && { cas: substance.cas }), quantity: 1 }))
  const standard = named ?? given(() => betaOf({ ...substance, ...(category !== undefined && { category }) }))
  const kept = { category: told ?? (named || reason !== undefined ? null : (proposed ?? null)) }
  if (typeof byHand === 'number' && Math.abs(byHand - (standard?.beta ?? 0)) > 1e-9) {
    if (reason === undefined) return void report('beta', 'beta-without-reason', `${byHand} ≠ ${standard?.beta ?? '—'}`)
    report('beta', 'beta-by-hand', `${byHand} ≠ ${standard?.beta ?? '—'}`)
    return { ...kept, beta: byHand, beta_reason: reason }
  }
  if (!standard) return void report('category', 'beta-unknown')
  if (kept.category !== null && told === undefined) report('category', 'category-proposed', kept.category)
  return { ...kept, beta: standard.beta, beta_reason: reason ?? standard.reason }
}

/** Q in tonnes; what hinders it is reported with the names that may be meant. */
function criticalIn({ report, text }: Row, substance: Substance, rows: readonly NamedChemical[]): number | undefined {
  const critical = given(() => criticalQuantity(substance))
  if (critical !== undefined) return critical
  const [rule, names] = rows.length > 0 ? (['substance-ambiguous', rows.map(({ name }) => name)] as const)
    : (['substance-unknown', nearestChemicals(substance.name)] as const) // prettier-ignore
  report('name', rule, `${text('name')} → ${names.join(' | ')}`)
  return undefined
}

/** What an inventory says of a substance: which one it is by the standard, how many tonnes, and its Q and β. */
export const settleSubstance: Settle = (row) => {
  const { made, text, heading, report } = row
  const [name, cas, quantity] = [textIn(made['name']), textIn(made['cas']), made['quantity']]
  if (name === undefined) return {}
  const found = chemicalIn(name, cas)
  const [chemical, ...others] = found.rows
  const single = others.length === 0 ? chemical : undefined
  // of a name and a number that are two chemicals the name counts
  const differs =
    found.by === 'name' && single && cas !== undefined && single.cas.length > 0 && !single.cas.includes(cas)
  if (differs) report('cas', 'cas-differs', `${cas} ≠ ${single.cas.join(' / ')} (${single.name})`)
  const own = isCas(name) && single ? single.name : name
  const category = textIn(made['category'])
  const known = found.by === 'name' && single ? single.name : own
  const substance = { name: known, quantity: 1, ...(found.cas !== undefined && !differs && { cas: found.cas }), ...(category !== undefined && { category }) } // prettier-ignore
  // a category that could not be read is said, and nothing is proposed in its place
  const isReadable = category !== undefined || text('category') === ''
  const critical = isReadable ? criticalIn(row, substance, found.rows) : undefined
  const proposals = new Set(found.rows.map((each) => each.category))
  const beta = critical === undefined ? undefined : betaIn(row, substance, proposals.size === 1 ? chemical?.category : undefined) // prettier-ignore
  const cell = text('quantity')
  const tonnes = typeof quantity === 'number' ? tonnesOf(quantity, { cell, heading: heading('quantity'), unit: text('unit') }) : undefined // prettier-ignore
  if (typeof quantity === 'number' && tonnes === undefined) report('quantity', 'unit-missing')
  const names = single && (found.by === 'name' || isCas(name)) ? namesOf(single) : []
  return {
    name: own,
    known_as: [...new Set([...names, own])],
    ...(tonnes !== undefined && { quantity: tonnes }),
    ...(critical !== undefined && { critical }),
    ...beta,
  }
}
