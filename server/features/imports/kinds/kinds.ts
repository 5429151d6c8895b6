import { phone, readIndustry, text, whole } from '../fields.ts'
import type { KindName } from '../mapping.ts'
import { amount } from './amounts.ts'
import { type Settle, settleHazard, settleResource, settleRisk } from './settle.ts'
import { casNumber, hazardCategory, settleSubstance } from './substances.ts'
import { atLeastZero, choice, count, creditCode, day, industries, type KindField, major, past, pastDay, positive, squareMetres, until } from './values.ts' // prettier-ignore
import {
  HAZARD_SOURCES,
  HAZARD_STATES,
  INSPECTION_KINDS,
  OFFICES,
  PLACE_KINDS,
  RESOURCE_KINDS,
  RISK_METHODS,
  SOURCE_LEVELS,
  UNIT_KINDS,
} from './words.ts'

/** How rows of a kind are read, beside the enterprise that they belong to and where they lie. */
export interface Kind {
  readonly fields: Readonly<Record<string, KindField>>
  readonly settle?: Settle
  /** Columns that `settle` gives where the file fills these fields. */
  derived?(filled: readonly string[]): readonly string[]
  /** Where it lies is a column like any other, not what it is known by. */
  readonly placed?: true
  /** Its rows may name an enterprise, and belong to something else. */
  readonly names?: true
  /** Its rows themselves say that they came by a file, and in which datum. */
  readonly marked?: true
}

/** Every kind: which fields a file of it has says core/domain/importFields.ts, which table it fills app.import_topic. */
export const KIND_OF: Readonly<Record<KindName, Kind>> = {
  departments: {
    fields: {
      code: text('code', 40),
      name: text('name', 80),
      nameEn: text('name_en', 120),
      person: text('person', 60),
      phone: phone('phone'),
      industries: industries('industries'),
    },
  },
  people: {
    fields: {
      office: choice('office', OFFICES, 'office'),
      name: text('name', 80),
      phone: phone('phone'),
      appointedOn: day('appointed_on'),
    },
  },
  inspections: {
    fields: {
      kind: choice('kind', INSPECTION_KINDS, 'inspection-kind'),
      inspector: text('inspector', 120),
      inspectedAt: past('inspected_at'),
      findings: count('findings', 100_000),
    },
  },
  'risk-points': {
    fields: {
      name: text('name', 200),
      method: choice('method', RISK_METHODS, 'risk-method'),
      likelihood: positive('likelihood'),
      exposure: positive('exposure'),
      consequence: positive('consequence'),
      measures: text('measures', 2_000),
      person: text('person', 80),
    },
    settle: settleRisk,
    derived: () => ['exposure', 'profile', 'score', 'level'],
  },
  resources: {
    fields: {
      resourceKind: choice('kind', RESOURCE_KINDS),
      name: text('name', 120),
      owner: text('owner', 120),
      address: text('address', 300),
      contact: text('contact', 60),
      phone: phone('phone'),
      quantity: atLeastZero('quantity'),
      unit: text('unit', 20),
      checkedOn: day('checked_on'),
      validUntil: day('valid_until'),
    },
    settle: settleResource,
    placed: true,
    marked: true,
  },
  places: {
    fields: {
      placeKind: choice('kind', PLACE_KINDS, 'place-kind'),
      name: text('name', 120),
      code: text('code', 40),
      address: text('address', 300),
      manager: text('manager', 120),
      managerCode: creditCode('manager_code'),
      person: text('person', 60),
      phone: phone('phone'),
      safetyManager: text('safety_manager', 60),
      safetyManagerPhone: phone('safety_manager_phone'),
      emergencyContact: text('emergency_contact', 60),
      emergencyPhone: phone('emergency_phone'),
      floors: whole('floors', 'smallint', 1, 200),
      area: squareMetres('area'),
      units: whole('units', 'integer', 1, 100_000),
      leadDepartment: text('lead_department', 80),
    },
    // who manages it is one fact in three columns
    derived: (filled) => [
      'boundary_assumed',
      ...(['manager', 'managerCode'].some((field) => filled.includes(field)) ? ['manager', 'manager_code', 'manager_enterprise'] : []),
    ], // prettier-ignore
    placed: true,
  },
  tenants: {
    fields: {
      place: text('place_named', 120),
      name: text('name', 200),
      room: text('room', 120),
      industry: { column: 'industry', read: readIndustry },
      contact: text('contact', 80),
      phone: phone('phone'),
      since: pastDay('since'),
      until: day('until'),
    },
    names: true,
  },
  population: { fields: { people: whole('people', 'integer', 1, 10_000_000) } },
  'hazard-sources': {
    fields: {
      name: text('name', 200),
      unitKind: choice('unit_kind', UNIT_KINDS),
      principal: text('principal', 80),
      technician: text('technician', 80),
      operator: text('operator', 80),
      assessedAt: past('assessed_at'),
      level: choice('level', SOURCE_LEVELS),
    },
    placed: true,
  },
  substances: {
    fields: {
      hazardSource: text('hazard_source', 200),
      name: text('name', 120),
      cas: casNumber('cas'),
      category: hazardCategory('category'),
      quantity: amount('quantity'),
      unit: text('unit', 20),
      beta: positive('beta'),
      betaReason: text('beta_reason', 200),
      level: choice('level', SOURCE_LEVELS),
    },
    settle: settleSubstance,
    derived: () => ['category', 'critical', 'beta', 'beta_reason'],
  },
  hazards: {
    fields: {
      description: text('description', 500),
      source: choice('source', HAZARD_SOURCES, 'hazard-source'),
      foundAt: past('found_at'),
      dueAt: until('due_at'),
      major: major('major'),
      state: choice('state', HAZARD_STATES, 'hazard-state'),
      closedAt: past('closed_at'),
    },
    settle: settleHazard,
    derived: (filled) => (filled.includes('state') || filled.includes('closedAt') ? ['state', 'closed_at'] : []),
  },
}
