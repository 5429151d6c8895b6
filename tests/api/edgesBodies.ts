/** What routes are sent that nobody sends by mistake: texts, and a body of each route to put them into. */
import { z } from 'zod'
import { ASSIGNED, ASSIGNED_ALL, CLAUSE, GAS, LAW, MOVED, PLEDGE, RULING, STANDING, TASK, TRACK, TRACK_POINTS, WORK } from './matrixBodies.ts' // prettier-ignore

/** Each is put wherever a text may stand. */
export const TEXTS = [
  "'; drop table account; --",
  "' or '1'='1",
  '$1',
  '\\',
  '%_\0',
  '<script>alert("\u{1F4A5}")</script>',
] as const

interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}

/** A value of a schema's shape with one text in every place that takes any. */
export function filled(schema: JsonSchema, text: string): unknown {
  if (schema.anyOf) return filled(schema.anyOf[0] ?? {}, text)
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, filled(inner, text)]))
  if (schema.type === 'array') return [filled(schema.items ?? {}, text)]
  if (schema.type === 'integer' || schema.type === 'number') return 1
  if (schema.type === 'boolean') return true
  return text
}
/** What a body or a query may hold. */
export const shapeOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema

/** Facts of a place. */
const PLACE = { name: '甲', code: 'T1', address: '甲路 1 号', manager: '甲', managerCode: '91370671MA0000000A', managerEnterprise: 1, person: '甲', phone: '13800000003', safetyManager: '乙', safetyManagerPhone: '13800000003', emergencyContact: '丙', emergencyPhone: '13800000003', floors: 1, area: 1, units: 1, leadDepartment: 1 } // prettier-ignore

const POST = {
  kind: 'safety-manager',
  grids: [],
  enterprise: null,
  identifier: 'X-1',
  fromAt: '2026-03-02T01:00:00Z',
  untilAt: '2030-03-02T01:00:00Z',
}
const TOKEN = 'x'.repeat(43)
const MAPPING = { capability: 'enterprises', scheme: 'uscc', columns: { key: { column: '编号', translate: { a: 'b' } } }, constants: { status: '在业' } } // prettier-ignore
/** A body of each route that is understood, with every text that it may hold: each is then replaced by what is none. */
export const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'session.take': { key: 'leader' },
  'session.setup': { token: TOKEN, userName: 'lisi', name: '李四', phone: '13800000001', email: 'li@example.org', password: 'Blue-Whale-37' },
  'session.signIn': { name: 'lisi', password: 'Blue-Whale-37' },
  'session.code': { code: '000000' },
  'session.wear': { post: 1 },
  'account.setPassword': { password: 'Blue-Whale-37', next: 'Blue-Whale-38' },
  'account.followLink': { token: TOKEN, password: 'Blue-Whale-37' },
  'account.confirm': { code: '000000' },
  'account.dropSecondFactor': { code: '000000' },
  'session.wall': { token: TOKEN },
  'singleSignOn.begin': { back: '/#v=1' },
  'singleSignOn.complete': { answer: 'code=x&state=x' },
  'singleSignOn.link': { password: 'Blue-Whale-37' },
  'account.lend': { post: 1, userName: 'lisi', fromAt: '2026-03-02T01:00:00Z', untilAt: '2030-03-02T01:00:00Z' },
  'experts.assign': { enterprise: 1, account: 1, task: '罐区', days: 7 },
  'sensors.add': { source: 1, gateway: 1, code: 'GT-1', name: '可燃气', kind: 'combustible', gas: 'CH4', unit: '%LEL', rangeLow: 0, rangeHigh: 100, limitLowLow: null, limitLow: null, limitHigh: 25, limitHighHigh: 50, limitsBasis: '设计文件', cadence: 30, tank: 1, part: '罐区', enabled: true },
  'sensors.change': { gateway: 1, code: 'GT-1', name: '可燃气', kind: 'combustible', gas: 'CH4', unit: '%LEL', rangeLow: 0, rangeHigh: 100, limitLowLow: null, limitLow: null, limitHigh: 25, limitHighHigh: 50, limitsBasis: '设计文件', cadence: 30, tank: 1, part: '罐区', enabled: true, seen: '2026-03-02T01:00:00Z' },
  'sourceUnits.add': { name: '罐区', unitKind: 'storage', form: 'dike', bound: { ring: [[121, 37], [121.01, 37], [121.01, 37.01]], datum: 'wgs84' }, reason: '边界沿既有防火堤外缘测绘' },
  'sourceUnits.change': { name: '罐区', unitKind: 'storage', form: 'dike', bound: { ring: [[121, 37], [121.01, 37], [121.01, 37.01]], datum: 'wgs84' }, reason: '边界沿既有防火堤外缘测绘', seen: '2026-03-02T01:00:00Z' },
  'tanks.add': { tag: 'V-1', kind: 'vertical', diameter: 10, extent: 10, capacity: 700, density: 0.8, substance: 1, heading: 0, position: { at: [121, 37], datum: 'wgs84' } },
  'tanks.change': { tag: 'V-1', kind: 'vertical', diameter: 10, extent: 10, capacity: 700, density: 0.8, substance: 1, heading: 0, position: { at: [121, 37], datum: 'wgs84' }, seen: '2026-03-02T01:00:00Z' },
  'warnings.announce': { request: 'b6f0c1e0-0000-4000-8000-000000000090', kind: 'wind', colour: 3, fromAt: '2026-11-25T00:00:00Z', untilAt: '2026-11-25T06:00:00Z', note: null },
  'scenes.add': { name: '全区', state: '#v=1', seconds: 30 },
  'scenes.order': { scenes: [1] },
  'scenes.change': { name: '全区', seconds: 30 },
  'walls.add': { name: '大厅', scenes: [1], days: 30 },
  'account.addToken': { name: 'machine', post: 1, writes: false, days: 1 },
  'accounts.add': { userName: 'wangwu', name: '王五', phone: '13800000002', email: 'wang@example.org', posts: [POST] },
  'accounts.correct': { name: '王五', phone: '13800000002', email: 'wang@example.org' },
  'accounts.appoint': POST,
  'accounts.reset': { secondFactor: false },
  'enterpriseFiles.add': { entry: 'person', office: 'contact', name: '甲', phone: '13800000003', appointedOn: '2026-03-02' },
  'enterpriseFiles.change': { entry: 'licence', kind: 'fire', number: '1', issuer: '甲', issuedOn: '2026-03-02', expiresOn: '2030-03-02' },
  'enterpriseFiles.standardize': { level: 1, until: '2030-03-02' },
  'hazardSourceFiles.add': { name: '氯', cas: '7782-50-5', reference: 12, category: 'J1', quantity: 1, mixture: 'pure', mixtureReason: '同类', beta: 1, betaReason: '甲乙', inventory: '0'.repeat(32) },
  'hazardSourceFiles.change': { name: '氯', cas: '7782-50-5', reference: 12, category: 'J1', quantity: 1, mixture: 'own', mixtureReason: '同类', beta: 1, betaReason: '甲乙', inventory: '0'.repeat(32) },
  'hazardSourceFiles.count': { people: 1, reason: '实地入户清点登记在册人数', until: '2030-03-02', seen: '2026-03-02T01:00:00Z' },
  'hazardSourceFiles.uncount': { seen: '2026-03-02T01:00:00Z' },
  'classes.override': { class: 'A', reason: '列入年度重点检查单位', until: '2030-03-02', seen: null },
  'proposals.change': { fields: { name: '甲', industry: 'C26', standardizationUntil: '2030-03-02', position: { at: [121, 37], datum: 'wgs84' } }, note: '甲' },
  'proposals.rehearse': { fields: { address: '甲' } },
  'proposals.propose': { fields: { legalPerson: '甲' }, note: '甲' },
  'proposals.accept': { reason: '甲' },
  'proposals.refuse': { reason: '甲' },
  'reminders.read': { ids: [1] },
  'reports.prepare': { period: '2025-Q4', reason: '甲' },
  'duties.plan': { turns: [{ seat: 'officer', person: '甲', phone: '13800000003', fromAt: '2030-03-02T01:00:00Z', untilAt: '2030-03-02T02:00:00Z', note: '甲' }] },
  'duties.change': { account: null, person: '甲', phone: '13800000003', fromAt: '2030-03-02T01:00:00Z', untilAt: '2030-03-02T02:00:00Z', note: '甲', seen: '2026-03-02T01:00:00Z' },
  'duties.give': { request: 'b6f0c1e0-0000-4000-8000-000000000070', seat: 'officer', notes: '甲', reason: '甲' },
  'duties.end': { act: 'take', seen: '2026-03-02T01:00:00Z', reason: '甲' },
  'duties.write': { request: 'b6f0c1e0-0000-4000-8000-000000000071', kind: 'other', text: '甲', corrects: null },
  'gridDrafts.begin': { request: 'b6f0c1e0-0000-4000-8000-000000000097', name: '草案' },
  'gridDrafts.operate': { seen: 0, operation: { kind: 'split', grid: 1, path: [[121, 37], [121.01, 37]], facts: { code: '370671007001099', name: '甲', person: '乙', phone: '13800000003' } } },
  'gridDrafts.undo': { seen: 0 },
  'gridDrafts.redo': { seen: 0 },
  'gridDrafts.plan': { seen: 0, effectiveOn: '2026-03-02' },
  'gridDrafts.reopen': { seen: 0 },
  'gridDrafts.withdraw': { seen: 0 },
  'gridPeople.add': { ...STANDING, note: '甲' },
  'gridPeople.end': { untilOn: '2026-03-01', reason: '甲' },
  'coverage.certify': { signer: '甲' },
  'coverageTasks.give': { ...TASK, owner: { desk: 'department', id: 1 }, dueOn: '2090-03-01', note: '甲' },
  'coverageTasks.see': {},
  'coverageTasks.answer': { note: '甲', owner: { desk: 'grid', id: 1 } },
  'coverageTasks.move': { ...MOVED, owner: { desk: 'grid', id: 1 }, note: '甲' },
  'coverageTasks.withdraw': { seen: 0, reason: '甲' },
  'reports.sign': { hash: '0'.repeat(64) },
  'places.add': { ...PLACE, kind: 'park', boundary: { ring: [[121, 37], [121.01, 37], [121.01, 37.01]], datum: 'wgs84' } },
  'places.change': { ...PLACE, kind: 'tower', boundary: null, seen: '2026-03-02T01:00:00Z' },
  'tenants.add': { name: '甲', room: '3 层', industry: 'F52', contact: '乙', phone: '13800000003', since: '2026-03-02' },
  'tenants.change': { name: '甲', room: '3 层', industry: 'F52', contact: '乙', phone: '13800000003', since: '2026-03-02', seen: '2026-03-02T01:00:00Z' },
  'tenants.end': { until: '2026-03-02', note: '甲' },
  'tenants.link': { enterprise: 1, note: '甲' },
  'tenants.open': { identifier: '91370671MA0000000A' },
  'imports.keepMapping': { name: '台账', mapping: MAPPING },
  'imports.readings': { sheet: '名单', encoding: 'gbk', mapping: MAPPING },
  'imports.stage': { sheet: '名单', encoding: 'gbk', mapping: MAPPING, datum: 'wgs84', outside: '在区外' },
  'imports.decide': { row: 2, decided: 'merge' },
  'imports.publish': { confirmed: 1, acceptGood: false, district: { code: '370600', name: '烟台市' } },
  'gateways.add': { name: '甲', replays: 'SKAB' },
  'gateways.rename': { name: '甲', seen: '2026-03-02T01:00:00Z' },
  'alarms.act': { request: 'b6f0c1e0-0000-4000-8000-000000000007', act: 'note', seen: 1, note: '已到现场' },
  'alarmRules.set': { kind: 'toxic', sensor: 1, deadBand: 2, onDelay: 0, offDelay: 10, rate: 20, flatAfter: 3600, note: '现场试验', seen: 6 },
  'alarmRules.rehearse': { kind: 'toxic', sensor: 1, source: 1, deadBand: 2, onDelay: 0, offDelay: 10, rate: 20, flatAfter: 3600 },
  'readingRules.set': { rawDays: 35, minuteDays: 400, hourDays: 4000, reason: '库房扩容', seen: 1, confirm: '缩短保存期限' },
  'maintenanceWindows.add': { request: 'b6f0c1e0-0000-4000-8000-000000000008', source: 1, sensor: 1, from: '2030-03-02T01:00:00Z', until: '2030-03-03T01:00:00Z', reason: '检修' },
  'maintenanceWindows.end': { seen: '2030-03-02T01:00:00Z' },
  'hazards.act': { request: 'b6f0c1e0-0000-4000-8000-000000000002', act: 'void', seen: 1, note: '不属实' },
  'hazards.report': { request: 'b6f0c1e0-0000-4000-8000-000000000001', enterprise: 1, source: 'patrol', major: false, description: '灭火器过期', dueAt: '2030-06-30T16:00:00Z', foundAt: '2030-06-01T08:00:00Z', sentAt: '2030-06-01T09:00:00Z', position: { lng: 121.25, lat: 37.5, accuracyM: 12.5 }, inspection: 'b6f0c1e0-0000-4000-8000-000000000005', checklistItem: 1 },
  'responsible.appoint': { person: '甲', phone: '13800000003', fromOn: '2026-03-02', seen: null },
  'responsible.check': { office: 'principal', doneOn: '2026-03-02', note: '甲', hazard: 1 },
  'responsible.date': { registeredOn: '2026-03-02', assessedOn: '2026-03-02', filedOn: '2026-03-02', filingNumber: '甲', cancelledOn: '2026-03-02', cancelReason: '甲', seen: 0 },
  'patrols.begin': TRACK,
  'patrols.points': TRACK_POINTS,
  'patrols.end': { endedAt: TRACK.sentAt },
  'assignments.assign': { ...ASSIGNED, note: '甲' },
  'assignments.assignAll': { ...ASSIGNED_ALL, note: '甲' },
  'assignments.end': { untilOn: '2026-03-01', reason: '甲' },
  'supervision.make': { ...RULING, note: '甲' },
  'supervision.end': { untilOn: '2026-03-01', reason: '甲' },
  'laws.add': { ...LAW, shortName: '某法' },
  'laws.addClause': CLAUSE,
  'laws.repeal': { repealedOn: '2026-03-01' },
  'laws.repealClause': { repealedOn: '2026-03-01', clause: 1 },
  'laws.withdraw': { what: 'repeal', clause: 1, reason: 'x' },
  'pledges.write': { ...PLEDGE, judgement: '甲', promise: '乙', principal: '丙' },
  'specialWorks.file': { ...WORK, zone: 'other', extended: '甲', level: 'first', source: 1 },
  'specialWorks.step': { step: 'cancel', seen: 1, note: '甲' },
  'specialWorks.test': { ...GAS, toxic: 1 },
  'inspectionPlans.make': { request: 'b6f0c1e0-0000-4000-8000-000000000006', kind: 'campaign', name: '甲', fromOn: '2026-03-02', untilOn: '2026-04-02', side: 'person', named: '甲', checklist: 1, ownerlessPlaces: false, filter: { search: '甲', polygon: '121,37;121.1,37;121,37.1' } },
  'inspectionRecords.add': { kind: 'advice', note: '甲', named: '乙', dueOn: '2030-06-30' },
  'inspections.write': { enterprise: 1, kind: 'patrol', checklist: 1, deviceAt: '2026-03-02T01:00:00Z', checkIn: { lng: 121, lat: 37, accuracyM: 9, at: '2026-03-02T01:00:00Z' }, answers: [{ item: 1, answer: 'ok', note: '好' }], note: '好', noCheckIn: '室内', finished: false, seen: 0 },
} // prettier-ignore

/** A body with one of its texts replaced, for each of them. */
export function* replaced(value: unknown, by: string): Generator<unknown> {
  if (typeof value === 'string') yield by
  else if (Array.isArray(value)) {
    for (const [at, item] of value.entries())
      for (const inner of replaced(item, by)) yield value.map((one: unknown, i) => (i === at ? inner : one))
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) for (const inner of replaced(item, by)) yield { ...value, [name]: inner }
  }
} // prettier-ignore
