import type { Importable } from '#core/domain/importFields.ts'

const YES_NO = ['true', 'false'] as const

/** Values that a field may have where there are few of them, as the book spells them; a file's own words are translated into them. */
const CHOICES: Readonly<Partial<Record<Importable, Readonly<Record<string, readonly string[]>>>>> = {
  enterprises: {
    status: ['active', 'suspended', 'closed'],
    crowded: YES_NO,
    highRisk: YES_NO,
    standardization: ['1', '2', '3'],
  },
  people: {
    office: ['responsible-person', 'safety-manager', 'safety-director', 'safety-committee', 'contact', 'staff'],
  },
  'risk-points': { method: ['LEC', 'LS'] },
  'hazard-sources': { unitKind: ['production', 'storage'], level: ['1', '2', '3', '4'] },
  resources: {
    resourceKind: ['team', 'material', 'equipment', 'shelter', 'hospital', 'fire-station', 'expert', 'other'],
  },
  places: { placeKind: ['park', 'tower'] },
  substances: { level: ['1', '2', '3', '4'] },
  hazards: {
    source: ['self', 'patrol', 'enforcement', 'expert', 'third-party', 'report', 'sensor'],
    major: YES_NO,
    state: [
      'reported',
      'verified',
      'dispatched',
      'rectifying',
      'extension-requested',
      'pending-review',
      'rejected',
      'closed',
      'voided',
    ],
  },
  inspections: {
    kind: ['self', 'patrol', 'enforcement', 'joint', 'expert', 'leader', 're-inspection'],
  },
}

/** Fields whose values are translated into codes that are too many to choose from. */
const CODES: Readonly<Partial<Record<Importable, readonly string[]>>> = { enterprises: ['industry'] }

/** What a field may be; undefined where it may be anything. */
export const choicesOf = (capability: Importable, field: string): readonly string[] | undefined =>
  CHOICES[capability]?.[field]

/** Whether the values of a file may need to be translated. */
export const isTranslatable = (capability: Importable, field: string): boolean =>
  choicesOf(capability, field) !== undefined || (CODES[capability]?.includes(field) ?? false)
