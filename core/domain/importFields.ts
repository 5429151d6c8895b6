/** What can be imported, by the capability's word, and which fields a file of it may fill. */
export const IMPORTABLE = [
  'enterprises', 'grids', 'departments', 'people', 'risk-points', 'hazard-sources', 'substances', 'hazards', 'inspections', 'population', 'resources',
  'places', 'tenants',
] as const // prettier-ignore
export type Importable = (typeof IMPORTABLE)[number]

/** Where a row of a file lies: at a point by two columns, over an area that is drawn in the file, as either of both, or nowhere of its own. */
export type Lying = 'point' | 'area' | 'ground' | 'nowhere'

/** The fields of one capability. `key` tells rows apart and knows a row again when its file comes once more. */
export interface ImportFields {
  readonly lies: Lying
  /** Fields without which a row cannot be. */
  readonly required: readonly string[]
  readonly optional: readonly string[]
  /** Fields that together are the key. */
  readonly key: readonly string[]
}

/** Fields by capability. `enterprise` is the key of the enterprise that a row belongs to, in the scheme of its mapping. */
export const IMPORT_FIELDS: Readonly<Record<Importable, ImportFields>> = {
  enterprises: {
    lies: 'point',
    required: ['key', 'name'],
    optional: [
      'lng', 'lat', 'industry', 'status', 'address', 'legalPerson', 'safetyManager', 'safetyManagerPhone', 'staff', 'crowded',
      'highRisk', 'standardization',
    ], // prettier-ignore
    key: ['key'],
  },
  grids: { lies: 'area', required: ['code', 'name'], optional: ['person', 'phone'], key: ['code'] },
  departments: {
    lies: 'nowhere',
    required: ['code', 'name', 'person', 'phone'],
    optional: ['nameEn', 'industries'],
    key: ['code'],
  },
  people: {
    lies: 'nowhere',
    required: ['enterprise', 'office', 'name'],
    optional: ['phone', 'appointedOn'],
    key: ['enterprise', 'office', 'name'],
  },
  'risk-points': {
    lies: 'nowhere',
    required: ['enterprise', 'name', 'method', 'likelihood', 'consequence'],
    optional: ['exposure', 'measures', 'person'],
    key: ['enterprise', 'name'],
  },
  'hazard-sources': {
    lies: 'point',
    required: ['enterprise', 'name', 'unitKind', 'lng', 'lat'],
    optional: ['principal', 'technician', 'operator', 'assessedAt', 'level'],
    key: ['enterprise', 'name'],
  },
  substances: {
    lies: 'nowhere',
    required: ['enterprise', 'hazardSource', 'name', 'quantity'],
    optional: ['cas', 'category', 'unit', 'beta', 'betaReason', 'level'],
    key: ['enterprise', 'hazardSource', 'name'],
  },
  hazards: {
    lies: 'nowhere',
    required: ['enterprise', 'description', 'source', 'foundAt', 'dueAt'],
    optional: ['major', 'state', 'closedAt'],
    key: ['enterprise', 'description', 'foundAt'],
  },
  inspections: {
    lies: 'nowhere',
    required: ['enterprise', 'kind', 'inspector', 'inspectedAt'],
    optional: ['findings'],
    key: ['enterprise', 'kind', 'inspector', 'inspectedAt'],
  },
  population: { lies: 'point', required: ['people', 'lng', 'lat'], optional: [], key: ['lng', 'lat'] },
  resources: {
    lies: 'point',
    required: ['resourceKind', 'name', 'owner'],
    optional: ['lng', 'lat', 'address', 'contact', 'phone', 'quantity', 'unit', 'checkedOn', 'validUntil'],
    key: ['resourceKind', 'name', 'owner'],
  },
  // a park or tower that bears a number is known by it, whatever it is called by now
  places: {
    lies: 'ground',
    required: ['placeKind', 'name'],
    optional: [
      'lng', 'lat', 'code', 'address', 'manager', 'managerCode', 'person', 'phone', 'safetyManager', 'safetyManagerPhone', 'emergencyContact',
      'emergencyPhone', 'floors', 'area', 'units', 'leadDepartment',
    ], // prettier-ignore
    key: ['placeKind', 'name'],
  },
  // `place` is its number or its name; `enterprise` the key of a file, where the tenant has one
  tenants: {
    lies: 'nowhere',
    required: ['place', 'name'],
    optional: ['enterprise', 'room', 'industry', 'contact', 'phone', 'since', 'until'],
    key: ['place', 'name'],
  },
}
