import type { PostKind } from '#core/domain/posts.ts'
import {
  ASSIGNED,
  CLAUSE,
  COUNT,
  DATES,
  GAS,
  MOVED,
  PLACE,
  PLEDGE,
  RULING,
  SENSOR,
  SUBSTANCE,
  TANK,
  TENANT,
  UNIT,
  WORK,
} from './matrixBodies.ts'

const WANTED = { fields: { staff: 1 }, note: 'x' }
const SEEN = '2026-03-02T01:00:00Z'
const FUND = { entry: 'fund', year: 2025, due: 1000, spent: 900 }
const MAPPING = { capability: 'enterprises', columns: { key: { column: '编号' }, name: { column: '名称' } } }

/** Routes of which some part is an id: how it is guessed by who may ask, and how that is answered. */
export const GUESSES: Readonly<
  Record<
    string,
    | 'security alone'
    | {
        path?: string
        body?: object | 'outside'
        code: string
        status: number
        gated?: true
        refused?: readonly PostKind[]
      }
  >
> = {
  'session.wear': { body: { post: 1 }, status: 404, code: 'not-found' },
  'account.endSession': { path: '/account/sessions/1', status: 404, code: 'not-found' },
  'account.endToken': { path: '/account/tokens/1', status: 404, code: 'not-found' },
  'account.addToken': { body: { name: 'x', post: 1, days: 1 }, status: 404, code: 'not-found' },
  'account.lend': {
    body: { post: 1, userName: 'leader', untilAt: '2090-01-01T00:00:00Z' },
    status: 404,
    code: 'not-found',
  },
  'account.takeBack': { path: '/account/stand-ins/1', status: 404, code: 'not-found' },
  'accounts.preview': 'security alone',
  'experts.assign': { body: 'outside', status: 422, code: 'hazard-enterprise-unknown', gated: true },
  'experts.release': { path: '/expert-assignments/1', status: 404, code: 'not-found', gated: true },
  'scenes.change': { body: { name: 'x', seconds: 30 }, status: 403, code: 'not-allowed' },
  'warnings.read': { path: '/hazard-sources/:source/warning', status: 404, code: 'not-found' },
  'warnings.end': { status: 403, code: 'not-allowed' },
  'scenes.drop': { status: 403, code: 'not-allowed' },
  'walls.end': { status: 403, code: 'not-allowed' },
  'imports.undo': { status: 403, code: 'not-allowed' },
  'imports.read': { status: 403, code: 'not-allowed' },
  'imports.preview': { status: 403, code: 'not-allowed' },
  'imports.readings': { body: { mapping: MAPPING }, status: 403, code: 'not-allowed' },
  'imports.stage': { body: { mapping: MAPPING, datum: 'wgs84' }, status: 403, code: 'not-allowed' },
  'imports.cancel': { status: 403, code: 'not-allowed' },
  'imports.rows': { status: 403, code: 'not-allowed' },
  'imports.points': { status: 403, code: 'not-allowed' },
  'imports.decide': { body: { row: 1, decided: 'merge' }, status: 403, code: 'not-allowed' },
  'imports.publish': { body: { confirmed: 1 }, status: 403, code: 'not-allowed' },
  'imports.drop': { status: 403, code: 'not-allowed' },
  'accounts.add': 'security alone',
  'accounts.correct': 'security alone',
  'accounts.appoint': 'security alone',
  'accounts.dismiss': 'security alone',
  'accounts.leave': 'security alone',
  'accounts.takeBack': 'security alone',
  'accounts.reset': 'security alone',
  'accounts.unlock': 'security alone',
  'accounts.sessions': 'security alone',
  'accounts.endSessions': 'security alone',
  'enterprises.read': { path: '/enterprises/:outside', status: 404, code: 'not-found' },
  'gateways.list': { path: '/enterprises/:outside/gateways', status: 404, code: 'not-found' },
  'gateways.add': { path: '/enterprises/:outside/gateways', body: { name: '甲' }, status: 403, code: 'not-allowed' },
  'gateways.rename': { body: { name: '甲', seen: '2026-03-02T01:00:00Z' }, status: 403, code: 'not-allowed' },
  'gateways.revoke': { status: 403, code: 'not-allowed' },
  'gateways.refused': { path: '/gateways/999999/refused-readings', status: 404, code: 'not-found' },
  'enterpriseFiles.inspections': { path: '/enterprises/:outside/inspections', status: 404, code: 'not-found' },
  'enterpriseFiles.read': { path: '/enterprises/:outside/file', status: 404, code: 'not-found' },
  'enterpriseFiles.add': { path: '/enterprises/:outside/entries', body: FUND, status: 403, code: 'not-allowed' },
  'enterpriseFiles.change': {
    path: '/enterprises/:outside/entries/fund/1',
    body: FUND,
    status: 403,
    code: 'not-allowed',
  },
  'enterpriseFiles.drop': { path: '/enterprises/:outside/entries/fund/1', status: 403, code: 'not-allowed' },
  'enterpriseFiles.standardize': {
    path: '/enterprises/:outside/standardization',
    body: { level: 1, until: null },
    status: 403,
    code: 'not-allowed',
  },
  'places.read': { path: '/places/999999', status: 404, code: 'not-found' },
  'places.change': { body: { ...PLACE, seen: '2026-03-02T01:00:00Z' }, status: 403, code: 'not-allowed' },
  'tenants.list': { path: '/places/999999/tenants', status: 404, code: 'not-found' },
  'tenants.add': { body: TENANT, status: 403, code: 'not-allowed' },
  'tenants.change': { body: { ...TENANT, seen: '2026-03-02T01:00:00Z' }, status: 403, code: 'not-allowed' },
  'tenants.end': { body: { until: '2026-03-02' }, status: 403, code: 'not-allowed' },
  'tenants.matches': { status: 403, code: 'not-allowed' },
  'tenants.link': { body: { enterprise: 1 }, status: 403, code: 'not-allowed' },
  'tenants.unlink': { status: 403, code: 'not-allowed' },
  'tenants.open': { body: { identifier: 'x' }, status: 403, code: 'not-allowed' },
  'classes.override': {
    path: '/enterprises/:outside/class',
    body: { class: 'A', reason: '列入年度重点检查单位', until: '2026-03-02', seen: null },
    status: 404,
    code: 'not-found',
    gated: true,
  },
  'classes.lift': { path: '/enterprises/:outside/class', status: 404, code: 'not-found', gated: true },
  'documents.list': { path: '/enterprises/:outside/documents', status: 404, code: 'not-found' },
  'documents.drop': { path: '/enterprises/:outside/documents/1', status: 403, code: 'not-allowed' },
  'proposals.facts': { path: '/enterprises/:outside/facts', status: 404, code: 'not-found' },
  'proposals.change': { path: '/enterprises/:outside', body: WANTED, status: 403, code: 'not-allowed' },
  'proposals.rehearse': { path: '/enterprises/:outside/rehearsal', body: WANTED, status: 404, code: 'not-found', gated: true }, // prettier-ignore
  'proposals.propose': { path: '/enterprises/:outside/proposals', body: WANTED, status: 403, code: 'not-allowed' },
  'proposals.preview': { path: '/proposals/1/rehearsal', body: {}, status: 404, code: 'not-found', gated: true },
  'proposals.accept': { path: '/proposals/1/acceptance', body: {}, status: 404, code: 'not-found', gated: true },
  'proposals.refuse': { path: '/proposals/1/refusal', body: { reason: 'x' }, status: 404, code: 'not-found', gated: true }, // prettier-ignore
  'proposals.withdraw': { path: '/proposals/1', status: 403, code: 'not-allowed' },
  'duties.change': { body: { person: 'x', fromAt: SEEN, untilAt: SEEN, seen: SEEN }, status: 403, code: 'not-allowed' },
  'duties.drop': { path: `/duties/:id?seen=${SEEN}`, status: 403, code: 'not-allowed' },
  'duties.end': { body: { act: 'take', seen: SEEN }, status: 403, code: 'not-allowed' },
  'gridDrafts.operate': { body: { seen: 0, operation: { kind: 'merge', grid: 1, into: 2 } }, status: 403, code: 'not-allowed' }, // prettier-ignore
  'gridDrafts.undo': { body: { seen: 0 }, status: 403, code: 'not-allowed' },
  'gridDrafts.redo': { body: { seen: 0 }, status: 403, code: 'not-allowed' },
  'gridDrafts.plan': { body: { seen: 0, effectiveOn: '2026-03-02' }, status: 403, code: 'not-allowed' },
  'gridDrafts.reopen': { body: { seen: 0 }, status: 403, code: 'not-allowed' },
  'gridDrafts.withdraw': { body: { seen: 0 }, status: 403, code: 'not-allowed' },
  'gridDrafts.read': { status: 403, code: 'not-allowed' },
  'gridPeople.end': { path: '/grid-people/999999/end', body: { untilOn: '2026-03-01', reason: 'x' }, status: 403, code: 'not-allowed' }, // prettier-ignore
  'gridDrafts.comparison': { status: 403, code: 'not-allowed' },
  'coverage.certificate': { path: '/coverage/certificates/999999', status: 404, code: 'not-found', refused: ['worker', 'expert'] }, // prettier-ignore
  'coverageTasks.see': { path: '/coverage-tasks/999999/sight', body: {}, status: 404, code: 'not-found', refused: ['worker', 'expert'] }, // prettier-ignore
  'coverageTasks.answer': { path: '/coverage-tasks/999999/answers', body: { note: 'x' }, status: 404, code: 'not-found', refused: ['worker', 'expert'] }, // prettier-ignore
  'coverageTasks.move': { path: '/coverage-tasks/999999/owner', body: MOVED, status: 403, code: 'not-allowed' },
  'coverageTasks.withdraw': {
    path: '/coverage-tasks/999999/withdraw',
    body: { seen: 0 },
    status: 403,
    code: 'not-allowed',
  },
  'coverage.check': { status: 403, code: 'not-allowed' },
  'reports.read': { status: 403, code: 'not-allowed' },
  'reports.rows': { path: '/reports/:id/rows?measure=found', status: 403, code: 'not-allowed' },
  'reports.sign': { body: { hash: '0'.repeat(64) }, status: 403, code: 'not-allowed' },
  'reports.drop': { status: 403, code: 'not-allowed' },
  'timelines.list': { path: '/enterprises/:outside/timeline', status: 404, code: 'not-found' },
  'sourceUnits.read': { path: '/hazard-sources/:source/unit', status: 404, code: 'not-found' },
  'sourceUnits.add': { path: '/enterprises/:outside/hazard-sources', body: UNIT, status: 403, code: 'not-allowed' },
  'sourceUnits.change': { path: '/hazard-sources/:source/unit', body: { ...UNIT, seen: SEEN }, status: 403, code: 'not-allowed' }, // prettier-ignore
  'tanks.list': { path: '/hazard-sources/:source/tanks', status: 404, code: 'not-found' },
  'tanks.add': { path: '/hazard-sources/:source/tanks', body: TANK, status: 403, code: 'not-allowed' },
  'tanks.change': { path: '/tanks/999999', body: { ...TANK, seen: SEEN }, status: 403, code: 'not-allowed' },
  'tanks.remove': { path: `/tanks/999999?seen=${SEEN}`, status: 403, code: 'not-allowed' },
  'sensors.add': { body: { ...SENSOR, source: 1 }, status: 403, code: 'not-allowed' },
  'sensors.change': { body: { ...SENSOR, seen: '2026-03-02T01:00:00Z' }, status: 403, code: 'not-allowed' },
  'sensors.remove': { status: 403, code: 'not-allowed' },
  'sensors.readings': { path: '/sensors/999999/readings', status: 404, code: 'not-found' },
  'hazardSources.read': { path: '/hazard-sources/:source', status: 404, code: 'not-found' },
  'hazardSourceFiles.surroundings': { path: '/hazard-sources/:source/surroundings', status: 404, code: 'not-found' },
  'hazardSourceFiles.assessments': { path: '/hazard-sources/:source/assessments', status: 404, code: 'not-found' },
  'hazardSourceFiles.add': { path: '/hazard-sources/:source/substances', body: SUBSTANCE, status: 403, code: 'not-allowed' }, // prettier-ignore
  'hazardSourceFiles.change': { path: '/hazard-sources/:source/substances/1', body: SUBSTANCE, status: 403, code: 'not-allowed' }, // prettier-ignore
  'hazardSourceFiles.drop': { path: `/hazard-sources/:source/substances/1?inventory=${SUBSTANCE.inventory}`, status: 403, code: 'not-allowed' }, // prettier-ignore
  'hazardSourceFiles.count': { path: '/hazard-sources/:source/people', body: COUNT, status: 403, code: 'not-allowed' },
  'hazardSourceFiles.uncount': { path: '/hazard-sources/:source/people/removal', body: { seen: null }, status: 403, code: 'not-allowed' }, // prettier-ignore
  'alarms.read': { path: '/alarms/:alarm', status: 404, code: 'not-found' },
  'alarms.act': {
    path: '/alarms/:alarm/events',
    body: { request: 'b6f0c1e0-0000-4000-8000-000000000007', act: 'note', seen: 1, note: 'x' },
    status: 404,
    code: 'not-found',
    gated: true,
  },
  'responsible.read': { path: '/hazard-sources/:source/responsible', status: 404, code: 'not-found' },
  'responsible.appoint': {
    path: '/hazard-sources/:source/responsible/principal',
    body: { person: 'x', phone: null, fromOn: '2026-03-02', seen: null },
    status: 403,
    code: 'not-allowed',
  },
  'maintenanceWindows.end': {
    path: '/maintenance-windows/1/end',
    body: { seen: '2030-03-02T01:00:00Z' },
    status: 403,
    code: 'not-allowed',
  },
  'responsible.check': {
    path: '/hazard-sources/:source/checks',
    body: { office: 'principal', doneOn: '2026-03-02', note: 'x' },
    status: 403,
    code: 'not-allowed',
  },
  'responsible.date': { path: '/hazard-sources/:source/filing', body: DATES, status: 403, code: 'not-allowed' }, // prettier-ignore
  'assignments.assign': { body: ASSIGNED, status: 403, code: 'not-allowed' },
  'assignments.end': {
    path: '/assignments/999999/end',
    body: { untilOn: '2026-03-01', reason: 'x' },
    status: 403,
    code: 'not-allowed',
  },
  'supervision.make': { path: '/supervision/rules', body: RULING, status: 403, code: 'not-allowed' },
  'supervision.end': {
    path: '/supervision/rules/999999/end',
    body: { untilOn: '2026-03-01', reason: 'x' },
    status: 403,
    code: 'not-allowed',
  },
  'laws.addClause': { path: '/laws/999999/clauses', body: CLAUSE, status: 403, code: 'not-allowed' },
  'laws.repeal': { path: '/laws/999999/repeal', body: { repealedOn: '2026-03-01' }, status: 403, code: 'not-allowed' },
  'laws.repealClause': {
    path: '/laws/999999/clauses/repeal',
    body: { repealedOn: '2026-03-01', clause: 1 },
    status: 403,
    code: 'not-allowed',
  },
  'laws.withdraw': {
    path: '/laws/999999/withdraw',
    body: { what: 'entry', reason: 'x' },
    status: 403,
    code: 'not-allowed',
  },
  'pledges.read': { path: '/pledges/:outside', status: 404, code: 'not-found', refused: ['expert'] },
  'pledges.write': { path: '/pledges/:outside', body: PLEDGE, status: 403, code: 'not-allowed' },
  'specialWorks.read': { path: '/special-works/999999', status: 404, code: 'not-found', refused: ['expert'] },
  'specialWorks.file': { body: WORK, status: 403, code: 'not-allowed' },
  'specialWorks.step': { path: '/special-works/999999/steps', body: { step: 'begin', seen: 1 }, status: 403, code: 'not-allowed' }, // prettier-ignore
  'specialWorks.test': { path: '/special-works/999999/gas-tests', body: GAS, status: 403, code: 'not-allowed' }, // prettier-ignore
  'hazards.read': { path: '/hazards/:hazard', status: 404, code: 'not-found' },
  'hazards.act': {
    path: '/hazards/:hazard/events',
    body: { request: 'b6f0c1e0-0000-4000-8000-000000000002', act: 'void', seen: 1, note: 'x' },
    status: 404,
    code: 'not-found',
    refused: ['expert'],
  },
  'inspectionPlans.targets': { path: '/inspection-plans/999999', status: 404, code: 'not-found' },
  'inspections.write': {
    path: '/inspections/b6f0c1e0-0000-4000-8000-000000000005',
    body: {
      enterprise: 999_999,
      kind: 'patrol',
      deviceAt: '2026-03-02T00:00:00Z',
      answers: [],
      finished: false,
      seen: 0,
    },
    status: 422,
    code: 'hazard-enterprise-unknown',
    refused: ['worker'],
  },
  'hazards.report': { status: 422, code: 'hazard-enterprise-unknown' },
}
