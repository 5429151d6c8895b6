import type { SubstanceBody } from '#core/contract/hazardSourceFiles.ts'
import type { HazardSourceSubstance } from '#core/contract/hazardSources.ts'
import { type Reference, REFERENCES } from '#core/domain/substances.ts'

/** A substance as it is typed; nothing typed is an empty text. */
export interface SubstanceDraft {
  name: string
  cas: string
  reference: number | null
  category: string
  quantity: string
  mixture: 'none' | 'pure' | 'own'
  mixtureReason: string
  beta: string
  betaReason: string
}

/** What is known of one that stands in the inventory; β by hand where no table is its reason. */
export function draftOf(of: HazardSourceSubstance | undefined): SubstanceDraft {
  const byHand = of !== undefined && !of.betaReason.startsWith('GB 18218')
  const draft: SubstanceDraft = {
    name: of?.name ?? '',
    cas: of?.cas ?? '',
    reference: of?.reference ?? null,
    category: of?.category ?? '',
    quantity: of?.quantity == null ? '' : String(of.quantity),
    mixture: of?.mixture ?? 'none',
    mixtureReason: of?.mixtureReason ?? '',
    beta: byHand ? String(of.beta) : '',
    betaReason: byHand ? of.betaReason : '',
  }
  const row = of && of.reference === null && of.mixture === null ? onlyRow(of) : undefined
  return row ? chosen(draft, row) : draft
}

/** The one row of table 1 that a substance is, where it was taken in without saying which. */
function onlyRow({ name, cas }: HazardSourceSubstance): Reference | undefined {
  const rows = REFERENCES.filter((row) => row.no !== null && (row.name === name || row.aliases.includes(name) || (cas !== null && row.cas.includes(cas)))) // prettier-ignore
  return rows.length === 1 ? rows[0] : undefined
}

/** The draft with what a row of the tables says; a name that was typed stays for a mixture and for a category. */
export function chosen(draft: SubstanceDraft, row: Reference): SubstanceDraft {
  const takesName = row.no !== null && draft.mixture !== 'pure'
  return {
    ...draft,
    reference: row.no,
    category: row.category ?? '',
    name: takesName ? row.name : draft.name,
    cas: takesName ? (row.cas[0] ?? '') : draft.cas,
    ...(row.betaFixed && { beta: '', betaReason: '' }),
  }
}

const orNull = (text: string) => text.trim() || null
const numberOf = (text: string) => (text.trim() === '' ? null : Number(text))

/** As the contract takes it, with the seal of the inventory that was read. */
export function bodyOf(draft: SubstanceDraft, inventory: string): SubstanceBody {
  return {
    name: draft.name.trim(),
    cas: orNull(draft.cas),
    reference: draft.mixture === 'own' ? null : draft.reference,
    category: orNull(draft.category) as SubstanceBody['category'],
    quantity: Number(draft.quantity),
    mixture: draft.mixture === 'none' ? null : draft.mixture,
    mixtureReason: draft.mixture === 'none' ? null : orNull(draft.mixtureReason),
    beta: numberOf(draft.beta),
    betaReason: orNull(draft.betaReason),
    inventory,
  }
}
