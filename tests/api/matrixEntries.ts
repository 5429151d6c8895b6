import { DEED, FUND, MAPPING, OVERRIDE, PLACE, PLAN, SEEN, TENANT, VISIT, WANTED } from './matrixBodies.ts'
import { type Entry, of } from './matrixGates.ts'
import { NET } from './matrixNet.ts'
import { SOURCES } from './matrixSources.ts'
import { ids, ofEnterprises, type Row, type Rows } from './matrixTells.ts'

const anybody = of('anybody')
const own = of('signed-in')
const audit = of('audit')
const security = of('security')
const system = of('system')
const assigning = of('assigning')
const government = of('government')
const wallMakers = of('wall-makers')
const proposing = of('proposing')
const deciding = of('deciding')
const involved = of('involved')
const preparers = of('preparers')
const signers = of('signers')
const acting = of('acting')
const inspecting = of('inspecting')
const office = of('office')
const supervising = of('supervising')
const planning = of('planning')
const keepers = of('keepers')
const stewards = of('stewards')
const overriding = of('overriding')
const reminded = of('reminded')

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
  'sourceUnits.read',
  'tanks.list',
  'sensors.readings',
  'responsible.read',
  'coverage.certificate',
  'supervision.chain',
  'supervision.supported',
  'gridDrafts.read',
  'gridDrafts.operate',
  'gridDrafts.undo',
  'gridDrafts.redo',
  'gridDrafts.comparison',
  'gridDrafts.plan',
  'gridDrafts.reopen',
  'gridDrafts.withdraw',
  'coverage.check',
  'rounds.read',
  'rounds.changes',
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
  ...NET,
  ...SOURCES,
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
  'coverage.read': supervising(),
  'coverage.certify': government({ body: { signer: 'x' } }),
  'coverage.certificate': supervising({ path: '/coverage/certificates/999999' }),
  'coverage.check': government({ path: '/coverage/certificates/999999/check' }),
  'reports.list': government(),
  'reports.read': government({ path: '/reports/999999' }),
  'reports.rows': government({ path: '/reports/999999/rows?measure=found' }),
  'reports.prepare': preparers({ body: { period: '2001' } }),
  'reports.sign': signers({ path: '/reports/999999/signature', body: { hash: '0'.repeat(64) } }),
  'reports.drop': preparers({ path: '/reports/999999' }),
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
  'hazards.list': anybody({ path: '/hazards?limit=20', tells: ofEnterprises }),
  'hazards.report': anybody({ body: {} }),
  'hazards.read': anybody({
    path: '/hazards/999999',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'hazards.act': acting({ path: '/hazards/999999/events', body: DEED }),
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
  'walls.alarms': government({ tells: ofEnterprises }),
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
