/**
 * Substances as people write them into an inventory: found in the tables of GB 18218-2018, and settled by them.
 * @see GB 18218-2018, 4.1, 4.2.3 and 4.3.2
 */
import { NAMED_CHEMICALS, type NamedChemical } from './gb18218Table1.ts'
import { CHEMICAL_CATEGORIES, type ChemicalCategory } from './gb18218Tables.ts'
import { betaOf, namedAs, plainName } from './majorHazard.ts'

/** A row of table 1, or a category of table 2. */
export interface Reference {
  /** Number in table 1; null for a category. */
  readonly no: number | null
  readonly name: string
  readonly aliases: readonly string[]
  readonly cas: readonly string[]
  /** Category of table 2 or 4: of a row of table 1 a proposal. */
  readonly category: string | null
  /** Q, t */
  readonly critical: number
  /** β of table 3, or of table 4 by the category; null where the assessor has to say it. */
  readonly beta: number | null
  /** Table 3 or 4 says β, whatever an assessor thinks. */
  readonly betaFixed: boolean
}

/** β where table 3 names the chemical. */
function toxicBeta(row: NamedChemical): number | undefined {
  try {
    // without its category only table 3 can say β
    return betaOf({ name: row.name, quantity: 1, ...(row.cas[0] !== undefined && { cas: row.cas[0] }) }).beta
  } catch {
    return undefined
  }
}
const categoryOf = (symbol: string | null | undefined) => CHEMICAL_CATEGORIES.find((one) => one.symbol === symbol)

const ofRow = (row: NamedChemical): Reference => {
  const { no, name, aliases, cas, critical } = row
  const toxic = toxicBeta(row)
  const beta = toxic ?? categoryOf(row.category)?.beta ?? null
  return { no, name, aliases, cas, category: row.category ?? null, critical, beta, betaFixed: toxic !== undefined }
}
const ofCategory = ({ symbol, hazard, description, critical, beta }: ChemicalCategory): Reference => {
  const name = `${hazard}，${description}`
  return { no: null, name, aliases: [], cas: [], category: symbol, critical, beta, betaFixed: true }
}
/** Table 1, then table 2. */
export const REFERENCES: readonly Reference[] = [...NAMED_CHEMICALS.map(ofRow), ...CHEMICAL_CATEGORIES.map(ofCategory)]

/** Rows whose name, alias, CAS or symbol holds the text; those that begin with it first. An empty text finds all. */
export function findReferences(text: string): Reference[] {
  const wanted = plainName(text).toLowerCase()
  const rankOf = ({ name, aliases, cas, category, no }: Reference) => {
    const texts = [name, ...aliases, ...cas, ...(no === null && category !== null ? [category] : [])]
    const places = texts.map((one) => plainName(one).toLowerCase().indexOf(wanted)).filter((at) => at >= 0)
    return places.length === 0 ? undefined : Math.min(1, ...places)
  }
  return REFERENCES.map((row) => ({ row, rank: rankOf(row) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => a.rank! - b.rank!)
    .map(({ row }) => row)
}

/** How a mixture counts: as the pure chemical that it holds, or by its own class. */
export const MIXTURES = ['pure', 'own'] as const

/** A substance as it is written down. */
export interface Entered {
  readonly name: string
  readonly cas: string | null
  /** Number in table 1. */
  readonly reference: number | null
  /** Symbol of table 2 or 4. */
  readonly category: string | null
  readonly mixture: (typeof MIXTURES)[number] | null
  /** β by hand, for chemicals of table 1 whose β no table says. */
  readonly beta: number | null
  readonly betaReason: string | null
}
export interface Settled {
  readonly category: string | null
  readonly critical: number
  readonly beta: number
  readonly betaReason: string
}
/** Why a substance cannot be settled. */
export const SUBSTANCE_FAULTS = {
  'no-critical': 'reference',
  'in-table-1': 'reference',
  'name-differs': 'name',
  'cas-differs': 'cas',
  'own-class': 'category',
  'beta-open': 'beta',
  'beta-fixed': 'beta',
  'beta-reason': 'betaReason',
} as const
export type SubstanceFault = keyof typeof SUBSTANCE_FAULTS

function faultOf(entered: Entered, row: Reference | undefined): SubstanceFault | undefined {
  const { name, cas, category, mixture } = entered
  const known = namedAs({ name, ...(cas !== null && { cas }) })
  if (mixture === 'own') return row !== undefined || category === null ? 'own-class' : undefined
  if (row === undefined && known.length > 0) return 'in-table-1'
  if (row === undefined && category === null) return 'no-critical'
  if (row === undefined || mixture === 'pure') return undefined
  if (!known.some(({ no }) => no === row.no)) return 'name-differs'
  return cas !== null && row.cas.length > 0 && !row.cas.includes(cas) ? 'cas-differs' : undefined
}

/**
 * Q by table 1, else by the category of table 2; β by table 3, else by the category of table 4, else by hand with its reason.
 * β is never 1 for want of knowing. A chemical of table 1 counts by table 1, unless it is part of a mixture with a class of its own.
 */
export function settle(entered: Entered): Settled | SubstanceFault {
  const row = entered.reference === null ? undefined : REFERENCES.find(({ no }) => no === entered.reference)
  const fault = faultOf(entered, row)
  if (fault) return fault
  const category = entered.category ?? row?.category ?? null
  const critical = row?.critical ?? categoryOf(category)?.critical
  if (critical === undefined) return 'no-critical'
  if (entered.beta !== null) {
    if (row === undefined || row.betaFixed) return 'beta-fixed'
    if (!(entered.beta >= 1 && Number.isFinite(entered.beta))) return 'beta-open'
    if (!entered.betaReason?.trim()) return 'beta-reason'
    return { category, critical, beta: entered.beta, betaReason: entered.betaReason.trim() }
  }
  if (row?.betaFixed)
    return { category, critical, beta: row.beta!, betaReason: betaOf({ name: row.name, quantity: 1 }).reason }
  const beta = categoryOf(category)?.beta
  if (beta === undefined) return 'beta-open'
  return { category, critical, beta, betaReason: `GB 18218-2018 表4 ${category}` }
}
