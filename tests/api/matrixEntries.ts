import { type Entry, of } from './matrixGates.ts'

const [anybody, own, audit, security] = [of('anybody'), of('signed-in'), of('audit'), of('security')]
const [system, assigning, government, wallMakers] = [of('system'), of('assigning'), of('government'), of('wall-makers')]
const [proposing, deciding, involved] = [of('proposing'), of('deciding'), of('involved')]
const [preparers, signers] = [of('preparers'), of('signers')]
const [acting, inspecting, office] = [of('acting'), of('inspecting'), of('office')]
const [alarmed, maintaining, ruling] = [of('alarmed'), of('maintaining'), of('ruling')]
const acquainted = of('acquainted')
const [supervising, planning, inDistrict] = [of('supervising'), of('planning'), of('in-district')]
const [keepers, stewards, overriding, reminded] = [of('keepers'), of('stewards'), of('overriding'), of('reminded')]
interface Row {
  readonly id: number
}
interface Rows<Of extends Row = Row> {
  readonly rows: readonly Of[]
}
export const ids = (rows: readonly Row[]) => rows.map(({ id }) => id)
const ofEnterprises = ({ rows }: Rows<Row & { enterprise: number }>) => ({
  enterprises: rows.map(({ enterprise }) => enterprise),
})
const DEED = { request: 'b6f0c1e0-0000-4000-8000-000000000003', act: 'void', seen: 1, note: 'x' }
const ALARMED = { request: 'b6f0c1e0-0000-4000-8000-000000000007', act: 'note', seen: 1, note: 'x' }
const MAINTENANCE = { request: 'b6f0c1e0-0000-4000-8000-000000000008', source: 999_999, until: '2026-03-02T03:00:00Z', reason: 'x' } // prettier-ignore
const RULE = { kind: 'toxic', deadBand: 2, onDelay: 0, offDelay: 10, rate: null, flatAfter: null, note: 'x', seen: 999_999 } // prettier-ignore
const VISIT = { enterprise: 999_999, kind: 'patrol', deviceAt: '2026-03-02T00:00:00Z', answers: [], finished: false, seen: 0 } // prettier-ignore
const PLAN = { request: 'b6f0c1e0-0000-4000-8000-000000000006', kind: 'campaign', name: 'x', fromOn: '2026-03-02', untilOn: '2026-03-01', side: 'grid', filter: {} } // prettier-ignore
const WEATHER = { kind: 'wind', colour: 3, fromAt: '2026-03-02T00:00:00Z', untilAt: '2026-03-01T00:00:00Z', note: null } // prettier-ignore
const SEEN = '2026-03-02T00:00:00Z'
const OVERRIDE = { class: 'A', reason: '列入年度重点检查单位', until: '2026-03-02', seen: null }
const WANTED = { fields: { staff: 1 }, note: 'x' }
const MAPPING = { capability: 'enterprises', columns: { key: { column: '编号' }, name: { column: '名称' } } }
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
  ...Object.fromEntries(['gateway', 'gas', 'limitLowLow', 'limitLow', 'limitHigh', 'limitHighHigh', 'limitsBasis', 'part'].map((name) => [name, null])),
  code: 'LT-1', name: 'x', kind: 'level', unit: 'm', rangeLow: 0, rangeHigh: 20, cadence: 10, enabled: true,
} // prettier-ignore
const FUND = { entry: 'fund', year: 2025, due: 1000, spent: 900 }
/** Questions for one enterprise, here one out of scope, or for one report, here none. */
/** Questions for one enterprise or place, here one out of scope; places.test.ts and tenants.test.ts ask for those in it. */
export const OUTSIDE = new Set([
  'enterprises.read',
  'enterpriseFiles.read',
  'enterpriseFiles.inspections',
  'documents.list',
  'proposals.facts',
  'timelines.list',
  'reports.read',
  'reports.rows',
  'places.read',
  'tenants.list',
  'hazards.read',
  'alarms.read',
  'hazardSources.read',
  'hazardSourceFiles.surroundings',
  'hazardSourceFiles.assessments',
  'sensors.readings',
  'responsible.read',
  'pledges.read',
  'specialWorks.read',
  'warnings.read',
  'inspections.read',
  'inspectionPlans.targets',
  'inspectionRecords.read',
  'gateways.list',
  'gateways.refused',
])
export const ENTRIES: Readonly<Record<string, Entry>> = {
  'session.read': anybody(),
  'session.identities': anybody(),
  'session.take': anybody({ body: { key: 'none' } }),
  'session.awaited': anybody(),
  'session.setup': anybody({ body: {} }),
  'session.signIn': anybody({ body: {} }),
  'session.code': anybody({ body: {} }),
  'session.wear': anybody({ body: {} }),
  'session.end': anybody(),
  'singleSignOn.read': anybody(),
  'singleSignOn.begin': anybody({ body: {} }),
  'singleSignOn.complete': anybody({ body: { answer: 'code=x&state=x' } }),
  'singleSignOn.own': own(),
  'singleSignOn.link': own({ body: { password: 'Not-This-One-1' } }),
  'singleSignOn.unlink': own(),
  'account.read': own(),
  'account.setPassword': own({ body: { password: 'x', next: 'x' } }),
  'account.followLink': anybody({ body: {} }),
  'account.enrol': own({ body: {} }),
  'account.confirm': own({ body: { code: '000000' } }),
  'account.dropSecondFactor': own({ body: { code: '000000' } }),
  'account.sessions': own(),
  'account.endSession': own({ path: '/account/sessions/1' }),
  'account.tokens': own(),
  'account.addToken': own({ body: { name: 'x', post: 999_999, days: 1 } }),
  'account.endToken': own({ path: '/account/tokens/1' }),
  'accounts.list': security(),
  'accounts.add': security({ body: { userName: 'new', name: 'new', posts: [{ kind: 'expert' }] } }),
  'accounts.correct': security({ path: '/accounts/1', body: { name: '张伟' } }),
  'accounts.appoint': security({ path: '/accounts/1/posts', body: { kind: 'expert' } }),
  'accounts.dismiss': security({ path: '/accounts/1/posts/1' }),
  'accounts.leave': security({ path: '/accounts/1/leave', body: {} }),
  'accounts.takeBack': security({ path: '/accounts/1/return', body: {} }),
  'accounts.reset': security({ path: '/accounts/1/reset', body: {} }),
  'accounts.unlock': security({ path: '/accounts/1/unlock', body: {} }),
  'accounts.sessions': security({ path: '/accounts/1/sessions' }),
  'accounts.endSessions': security({ path: '/accounts/1/sessions' }),
  'accounts.preview': security({ path: '/accounts/1/posts/1/preview' }),
  'account.standIns': own(),
  'account.lend': own({ body: { post: 999_999, userName: 'nobody', untilAt: '2026-03-03T00:00:00Z' } }),
  'account.takeBack': own({ path: '/account/stand-ins/1' }),
  'experts.list': assigning(),
  'experts.assignments': anybody({
    tells: (rows: readonly { enterprise: number }[]) => ({ enterprises: rows.map(({ enterprise }) => enterprise) }),
  }),
  'experts.assign': assigning({ body: { enterprise: 999_999, account: 1, task: 'x', days: 1 } }),
  'experts.release': assigning({ path: '/expert-assignments/999999' }),
  'disclosures.list': anybody(),
  'system.read': system(),
  'audits.list': audit(),
  'audits.chain': audit(),
  'audits.roots': audit(),
  'enterprises.list': anybody({
    path: '/enterprises?limit=20',
    tells: (body: Rows) => ({ enterprises: ids(body.rows) }),
  }),
  'enterprises.read': anybody({ path: '/enterprises/:outside', tells: ({ id }: Row) => ({ enterprises: [id] }) }),
  'enterpriseFiles.read': anybody({
    path: '/enterprises/:outside/file',
    tells: ({ id }: Row) => ({ enterprises: [id] }),
  }),
  'enterpriseFiles.inspections': anybody({
    path: '/enterprises/:outside/inspections',
    tells: ({ id }: Row) => ({ enterprises: [id] }),
  }),
  'enterpriseFiles.add': keepers({ path: '/enterprises/:outside/entries', body: FUND }),
  'enterpriseFiles.change': keepers({ path: '/enterprises/:outside/entries/fund/1', body: FUND }),
  'enterpriseFiles.drop': keepers({ path: '/enterprises/:outside/entries/fund/1' }),
  'classes.override': overriding({ path: '/enterprises/:outside/class', body: OVERRIDE }),
  'classes.lift': overriding({ path: '/enterprises/:outside/class' }),
  'enterpriseFiles.standardize': keepers({
    path: '/enterprises/:outside/standardization',
    body: { level: 1, until: null },
  }),
  'documents.list': anybody({ path: '/enterprises/:outside/documents' }),
  'documents.drop': keepers({ path: '/enterprises/:outside/documents/1' }),
  'proposals.facts': anybody({ path: '/enterprises/:outside/facts', tells: ({ id }: Row) => ({ enterprises: [id] }) }),
  'proposals.change': keepers({ path: '/enterprises/:outside', body: WANTED }),
  'proposals.rehearse': involved({ path: '/enterprises/:outside/rehearsal', body: WANTED }),
  'proposals.propose': proposing({ path: '/enterprises/:outside/proposals', body: WANTED }),
  'proposals.list': anybody({ path: '/proposals', tells: ofEnterprises }),
  'proposals.preview': deciding({ path: '/proposals/999999/rehearsal' }),
  'proposals.accept': deciding({ path: '/proposals/999999/acceptance' }),
  'proposals.refuse': deciding({ path: '/proposals/999999/refusal', body: { reason: 'x' } }),
  'proposals.withdraw': proposing({ path: '/proposals/999999' }),
  'reminders.list': reminded({ path: '/reminders?share=all', tells: ofEnterprises }),
  'reminders.read': reminded({ body: { ids: [999_999] } }),
  'reports.list': government(),
  'reports.read': government({ path: '/reports/999999' }),
  'reports.rows': government({ path: '/reports/999999/rows?measure=found' }),
  'reports.prepare': preparers({ body: { period: '2001' } }),
  'reports.sign': signers({ path: '/reports/999999/signature', body: { hash: '0'.repeat(64) } }),
  'reports.drop': preparers({ path: '/reports/999999' }),
  'duties.now': acquainted(),
  'duties.list': government({ path: '/duties?from=2026-03-02' }),
  'duties.people': wallMakers(),
  'duties.plan': wallMakers({ body: { turns: [{ seat: 'officer', person: 'x', fromAt: SEEN, untilAt: SEEN }] } }),
  'duties.change': wallMakers({
    path: '/duties/999999',
    body: { person: 'x', fromAt: SEEN, untilAt: SEEN, seen: SEEN },
  }),
  'duties.drop': wallMakers({ path: `/duties/999999?seen=${SEEN}` }),
  'duties.handovers': government(),
  'duties.give': wallMakers({ body: { request: 'b6f0c1e0-0000-4000-8000-000000000070', seat: 'officer', notes: 'x' } }),
  'duties.end': wallMakers({ path: '/duties/handovers/999999/end', body: { act: 'take', seen: SEEN } }),
  'duties.log': government(),
  'duties.write': wallMakers({
    body: { request: 'b6f0c1e0-0000-4000-8000-000000000071', kind: 'other', text: 'x', corrects: 999_999 },
  }),
  'timelines.list': anybody({
    path: '/enterprises/:outside/timeline',
    tells: ({ id }: Row) => ({ enterprises: [id] }),
  }),
  'enterprises.search': anybody({
    path: `/search?text=${encodeURIComponent('演示')}`,
    tells({ rows }: Rows<Row & { kind: string }>) {
      const of = (wanted: string) => ids(rows.filter(({ kind }) => kind === wanted))
      return {
        enterprises: of('enterprise'),
        sources: of('hazard-source'),
        grids: of('grid'),
        places: of('place'),
        tenants: of('tenant'),
      }
    },
  }),
  'hazardSources.list': anybody({
    path: '/hazard-sources',
    tells: (body: Rows<Row & { enterprise: number }>) => ({ ...ofEnterprises(body), sources: ids(body.rows) }),
  }),
  'gateways.list': anybody({ path: '/enterprises/:outside/gateways', tells: (rows: readonly { enterprise: number }[]) => ofEnterprises({ rows: rows as never }) }), // prettier-ignore
  'gateways.add': keepers({ path: '/enterprises/:outside/gateways', body: { name: '甲' } }),
  'gateways.rename': keepers({ path: '/gateways/999999', body: { name: '甲', seen: SEEN } }),
  'gateways.revoke': keepers({ path: '/gateways/999999' }),
  'gateways.refused': anybody({ path: '/gateways/999999/refused-readings' }),
  'responsible.read': office({
    path: '/hazard-sources/999999/responsible',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'responsible.appoint': keepers({
    path: '/hazard-sources/999999/responsible/principal',
    body: { person: 'x', phone: null, fromOn: '2026-03-02', seen: null },
  }),
  'responsible.check': keepers({
    path: '/hazard-sources/999999/checks',
    body: { office: 'principal', doneOn: '2026-03-02', note: 'x' },
  }),
  'responsible.date': keepers({ path: '/hazard-sources/999999/filing', body: DATES }),
  'pledges.list': inDistrict({ path: '/pledges?limit=20', tells: ofEnterprises }),
  'pledges.read': inDistrict({ path: '/pledges/:outside' }),
  'pledges.write': keepers({ path: '/pledges/:outside', body: PLEDGE }),
  'specialWorks.list': inDistrict({ path: '/special-works?share=filed', tells: ofEnterprises }),
  'specialWorks.read': inDistrict({
    path: '/special-works/999999',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'specialWorks.file': keepers({ body: WORK }),
  'specialWorks.step': keepers({ path: '/special-works/999999/steps', body: { step: 'begin', seen: 1 } }),
  'specialWorks.test': keepers({ path: '/special-works/999999/gas-tests', body: GAS }),
  'hazards.list': anybody({ path: '/hazards?limit=20', tells: ofEnterprises }),
  'hazards.report': anybody({ body: {} }),
  'hazardSources.read': anybody({
    path: '/hazard-sources/999999',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'hazardSourceFiles.references': anybody({ path: '/substances?search=x' }),
  'hazardSourceFiles.add': keepers({ path: '/hazard-sources/999999/substances', body: SUBSTANCE }),
  'hazardSourceFiles.change': keepers({ path: '/hazard-sources/999999/substances/1', body: SUBSTANCE }),
  'hazardSourceFiles.drop': keepers({ path: `/hazard-sources/999999/substances/1?inventory=${SUBSTANCE.inventory}` }),
  'hazardSourceFiles.count': stewards({ path: '/hazard-sources/999999/people', body: COUNT }),
  'hazardSourceFiles.uncount': stewards({ path: '/hazard-sources/999999/people/removal', body: { seen: null } }),
  'hazardSourceFiles.surroundings': anybody({ path: '/hazard-sources/999999/surroundings' }),
  'hazardSourceFiles.assessments': anybody({ path: '/hazard-sources/999999/assessments' }),
  'sensors.list': office({ path: '/sensors?limit=20', tells: ofEnterprises }),
  'sensors.add': keepers({ body: { ...SENSOR, source: 999_999 } }),
  'sensors.change': keepers({ path: '/sensors/999999', body: { ...SENSOR, seen: SEEN } }),
  'sensors.remove': keepers({ path: '/sensors/999999' }),
  'sensors.readings': office({ path: '/sensors/999999/readings' }),
  'hazards.read': anybody({
    path: '/hazards/999999',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'hazards.act': acting({ path: '/hazards/999999/events', body: DEED }),
  'alarms.list': anybody({ path: '/alarms?limit=20&share=all', tells: ofEnterprises }),
  'alarms.read': anybody({
    path: '/alarms/999999',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'alarms.act': alarmed({ path: '/alarms/999999/events', body: ALARMED }),
  'alarmRules.list': office(),
  'alarmRules.set': ruling({ body: RULE }),
  'maintenanceWindows.list': anybody({ path: '/maintenance-windows?limit=20', tells: ofEnterprises }),
  'maintenanceWindows.add': maintaining({ body: MAINTENANCE }),
  'maintenanceWindows.end': maintaining({ path: '/maintenance-windows/999999/end', body: { seen: SEEN } }),
  'inspections.checklists': office(),
  'inspections.list': anybody({ path: '/inspections?limit=20', tells: ofEnterprises }),
  'inspections.read': anybody({
    path: '/inspections/b6f0c1e0-0000-4000-8000-000000000005',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'inspections.write': inspecting({ path: '/inspections/b6f0c1e0-0000-4000-8000-000000000005', body: VISIT }),
  'inspectionRecords.read': office({
    path: '/inspections/b6f0c1e0-0000-4000-8000-000000000005/records/b6f0c1e0-0000-4000-8000-000000000007',
  }),
  'inspectionRecords.add': inspecting({
    path: '/inspections/b6f0c1e0-0000-4000-8000-000000000005/records/b6f0c1e0-0000-4000-8000-000000000007',
    body: { kind: 'remark', note: 'x' },
  }),
  'inspectionLeftovers.list': office({ path: '/inspection-leftovers?limit=20', tells: ofEnterprises }),
  'inspectionPlans.dues': supervising({
    path: '/inspection-dues?limit=20',
    tells: (body: Rows) => ({ enterprises: ids(body.rows) }),
  }),
  'inspectionPlans.list': office(),
  'inspectionPlans.targets': office({ path: '/inspection-plans/999999' }),
  'inspectionPlans.size': planning({ path: '/inspection-plan-sizes?kind=joint' }),
  'inspectionPlans.make': planning({ body: PLAN }),
  'grids.list': anybody({ tells: (rows: readonly Row[]) => ({ grids: ids(rows) }), whole: true }),
  'grids.departments': anybody({ tells: (rows: readonly Row[]) => ({ departments: ids(rows) }), whole: true }),
  'grids.district': anybody(),
  'places.names': anybody({ tells: (rows: readonly Row[]) => ({ places: ids(rows) }), whole: true }),
  'places.list': anybody({ path: '/places?limit=200', tells: (body: Rows) => ({ places: ids(body.rows) }) }),
  'places.read': anybody({ path: '/places/999999', tells: ({ id }: Row) => ({ places: [id] }) }),
  'places.add': stewards({ body: PLACE }),
  'places.change': stewards({ path: '/places/999999', body: { ...PLACE, seen: SEEN } }),
  'tenants.list': anybody({
    path: '/places/999999/tenants',
    tells: ({ rows }: Rows<Row & { enterprise: number | null; tenant: number | null }>) => ({
      enterprises: rows.flatMap(({ enterprise }) => enterprise ?? []),
      tenants: rows.flatMap(({ tenant }) => tenant ?? []),
    }),
  }),
  'tenants.add': stewards({ path: '/places/999999/tenants', body: TENANT }),
  'tenants.change': stewards({ path: '/places/1/tenants/999999', body: { ...TENANT, seen: SEEN } }),
  'tenants.end': stewards({ path: '/places/1/tenants/999999/end', body: { until: '2026-03-02' } }),
  'tenants.matches': stewards({ path: '/places/1/tenants/999999/matches' }),
  'tenants.link': stewards({ path: '/places/1/tenants/999999/link', body: { enterprise: 1 } }),
  'tenants.unlink': stewards({ path: '/places/1/tenants/999999/link' }),
  'tenants.open': stewards({ path: '/places/1/tenants/999999/file', body: { identifier: 'x' } }),
  'resources.list': anybody(),
  'indicators.read': anybody({
    path: '/indicators?ids=grid-coverage',
    tells: ({ figures }: { figures: readonly { parts: readonly { part: string }[] }[] }) => ({
      grids: figures.flatMap(({ parts }) => parts.filter(({ part }) => part !== 'all').map(({ part }) => Number(part))),
    }),
  }),
  'indicators.rows': anybody({
    path: '/indicators/enterprises/rows?part=all&limit=20',
    tells: ({ rows }: { rows: { items: readonly Row[] } }) => ({ enterprises: ids(rows.items) }),
  }),
  'facets.read': anybody({
    tells({ facets }: { facets: Record<string, readonly { value: string; count: number }[]> }) {
      const some = (name: string) =>
        facets[name]!.flatMap(({ value, count }) => (count > 0 && value !== '0' ? [Number(value)] : []))
      return { grids: some('grid'), departments: some('department') }
    },
  }),
  'session.wall': anybody({ body: {} }),
  'questions.read': wallMakers(),
  'scenes.list': government(),
  'scenes.shown': government(),
  'warnings.list': anybody({ tells: ofEnterprises }),
  'warnings.read': anybody({ path: '/hazard-sources/999999/warning' }),
  'warnings.weather': anybody(),
  'warnings.announce': wallMakers({ body: WEATHER }),
  'warnings.end': wallMakers({ path: '/weather-warnings/999999/end' }),
  'scenes.add': wallMakers({ body: { name: '场景', state: '#v=1' } }),
  'scenes.order': wallMakers({ body: { scenes: [999_999] } }),
  'scenes.change': wallMakers({ path: '/scenes/999999', body: { name: '场景', seconds: 30 } }),
  'scenes.drop': wallMakers({ path: '/scenes/999999' }),
  'walls.list': wallMakers(),
  'walls.add': wallMakers({ body: { name: '大厅', scenes: [999_999], days: 1 } }),
  'walls.end': wallMakers({ path: '/walls/999999' }),
  'imports.list': stewards(),
  'imports.undo': stewards({ path: '/imports/published/999999/undo' }),
  'imports.mappings': stewards(),
  'imports.keepMapping': stewards({ body: { name: '台账', mapping: MAPPING } }),
  'imports.dropMapping': stewards({ path: '/imports/mappings?name=x' }),
  'imports.read': stewards({ path: '/imports/999999' }),
  'imports.preview': stewards({ path: '/imports/999999/preview' }),
  'imports.readings': stewards({ path: '/imports/999999/readings', body: { mapping: MAPPING } }),
  'imports.stage': stewards({ path: '/imports/999999/stage', body: { mapping: MAPPING, datum: 'wgs84' } }),
  'imports.cancel': stewards({ path: '/imports/999999/cancel' }),
  'imports.rows': stewards({ path: '/imports/999999/rows' }),
  'imports.points': stewards({ path: '/imports/999999/points' }),
  'imports.decide': stewards({ path: '/imports/999999/decisions', body: { row: 1, decided: 'apart' } }),
  'imports.publish': stewards({ path: '/imports/999999/publish', body: { confirmed: 1 } }),
  'imports.drop': stewards({ path: '/imports/999999' }),
}
