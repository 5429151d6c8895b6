/** Bodies of the routes that are asked of everybody: whole by the contract, of rows that are not there or out of scope. */
export const DEED = { request: 'b6f0c1e0-0000-4000-8000-000000000003', act: 'void', seen: 1, note: 'x' }
export const ALARMED = { request: 'b6f0c1e0-0000-4000-8000-000000000007', act: 'note', seen: 1, note: 'x' }
export const MAINTENANCE = { request: 'b6f0c1e0-0000-4000-8000-000000000008', source: 999_999, until: '2026-03-02T03:00:00Z', reason: 'x' } // prettier-ignore
export const RULE = { kind: 'toxic', deadBand: 2, onDelay: 0, offDelay: 10, rate: null, flatAfter: null, note: 'x', seen: 999_999 } // prettier-ignore
export const REHEARSED = { kind: 'video', deadBand: 2, onDelay: 0, offDelay: 10, rate: null, flatAfter: null }
export const KEPT = { rawDays: 35, minuteDays: 400, hourDays: null, reason: 'x', seen: 999_999 }
export const VISIT = { enterprise: 999_999, kind: 'patrol', deviceAt: '2026-03-02T00:00:00Z', answers: [], finished: false, seen: 0 } // prettier-ignore
const ASSIGNING = { request: 'b6f0c1e0-0000-4000-8000-000000000098', leader: 'account-999999', fromOn: '2026-03-01' }
/** Of a node that nobody has. */
export const STANDING = { request: 'b6f0c1e0-0000-4000-8000-000000000106', grid: 999_999, part: 'worker', name: '甲', phone: '0535-0000106', fromOn: '2026-03-01', untilOn: null, note: null } as const // prettier-ignore
export const ASSIGNED = { ...ASSIGNING, enterprise: 999_999, seen: null }
export const ASSIGNED_ALL = { ...ASSIGNING, filter: { class: 'C' }, leaderless: 1 }
export const RULING = { request: 'b6f0c1e0-0000-4000-8000-000000000100', part: 'lead', of: { basis: 'industry', industry: 'T' }, department: 999_999, principle: 'industry', clause: 999_999, fromOn: '2026-03-01' } // prettier-ignore
export const LAW = { name: '某法', kind: 'law', inForceFrom: '2026-03-01', source: 'x' }
export const CLAUSE = { number: '第一条', text: '某条', inForceFrom: '2026-03-01' }
export const TRACK = {
  request: 'b6f0c1e0-0000-4000-8000-000000000103',
  beganAt: '2001-03-02T00:00:00Z',
  sentAt: '2001-03-02T00:00:00Z',
}
export const TRACK_POINTS = { points: [{ at: '2001-03-02T00:00:00Z', position: [121, 37], accuracyM: 5 }] }
export const PLAN = { request: 'b6f0c1e0-0000-4000-8000-000000000006', kind: 'campaign', name: 'x', fromOn: '2026-03-02', untilOn: '2026-03-01', side: 'grid', filter: {} } // prettier-ignore
export const WEATHER = { request: '00000000-0000-4000-8000-000000000090', kind: 'wind', colour: 3, fromAt: '2026-03-02T00:00:00Z', untilAt: '2026-03-01T00:00:00Z', note: null } // prettier-ignore
export const SEEN = '2026-03-02T00:00:00Z'
export const OVERRIDE = { class: 'A', reason: '列入年度重点检查单位', until: '2026-03-02', seen: null }
export const WANTED = { fields: { staff: 1 }, note: 'x' }
export const MAPPING = { capability: 'enterprises', columns: { key: { column: '编号' }, name: { column: '名称' } } }
export const PLACE = {
  ...Object.fromEntries(['code', 'address', 'manager', 'managerCode', 'managerEnterprise', 'person', 'phone', 'safetyManager', 'safetyManagerPhone', 'emergencyContact', 'emergencyPhone', 'floors', 'area', 'units', 'leadDepartment'].map((name) => [name, null])),
  kind: 'park',
  leadDepartment: 999_999,
  name: 'x',
  boundary: { ring: [[121, 37], [121.01, 37], [121.01, 37.01]], datum: 'wgs84' },
} // prettier-ignore
export const DATES = Object.fromEntries([
  ...['registeredOn', 'assessedOn', 'filedOn', 'filingNumber', 'cancelledOn', 'cancelReason'].map((name) => [
    name,
    null,
  ]),
  ['seen', 0],
])
const NUMBERS = [
  'units',
  'running',
  'stopped',
  'overhauled',
  'hotSpecial',
  'hotFirst',
  'hotSecond',
  'confined',
  'otherWorks',
  'seen',
]
export const PLEDGE = {
  ...Object.fromEntries(NUMBERS.map((name) => [name, 0])),
  day: '2026-03-02',
  trial: false,
  startStop: false,
  tanks: 'none',
  judgement: 'x',
  promise: 'x',
  principal: 'x',
}
export const WORK = {
  request: 'b6f0c1e0-0000-4000-8000-000000000008',
  enterprise: 999_999,
  source: null,
  kind: 'road',
  level: null,
  place: 'x',
  fromAt: '2026-03-02T00:00:00Z',
  untilAt: '2026-03-02T01:00:00Z',
  extended: null,
  responsible: 'x',
  guardian: 'y',
}
export const GAS = { at: '2026-03-02T00:00:00Z', point: 'x', oxygen: 21, combustible: 0, toxic: null, tester: 'x' } // prettier-ignore
export const TENANT = { name: 'x', room: null, industry: null, contact: null, phone: null, since: null }
export const SUBSTANCE = { name: '氯', cas: null, reference: 12, category: null, quantity: 1, mixture: null, mixtureReason: null, beta: null, betaReason: null, inventory: '0'.repeat(32) } // prettier-ignore
export const COUNT = { people: 1, reason: '实地入户清点登记在册人数', until: null, seen: null }
export const SENSOR = {
  ...Object.fromEntries(['gateway', 'gas', 'limitLowLow', 'limitLow', 'limitHigh', 'limitHighHigh', 'limitsBasis', 'tank', 'part'].map((name) => [name, null])),
  code: 'LT-1', name: 'x', kind: 'level', unit: 'm', rangeLow: 0, rangeHigh: 20, cadence: 10, enabled: true,
} // prettier-ignore
export const UNIT = { name: '罐区', unitKind: 'storage', form: 'dike', bound: { ring: [[121, 37], [121.01, 37], [121.01, 37.01]], datum: 'wgs84' }, reason: null } // prettier-ignore
export const TANK = { tag: 'V-1', kind: 'sphere', diameter: 10, extent: null, capacity: 500, density: null, substance: null, heading: 0, position: null } // prettier-ignore
export const FUND = { entry: 'fund', year: 2025, due: 1000, spent: 900 }
/** A blind spot that is none, and an owner that is none. */
export const TASK = { request: 'b6f0c1e0-0000-4000-8000-000000000105', fault: 'enterprise-no-grid:999999' }
export const MOVED = { seen: 0, owner: { desk: 'government', id: null }, dueOn: '2090-03-01' }
