/** Routes of the grid, of drafts of it, of who leads for whom and of whom to visit next. */
import {
  ASSIGNED,
  ASSIGNED_ALL,
  CLAUSE,
  LAW,
  MOVED,
  RULING,
  STANDING,
  TASK,
  TRACK,
  TRACK_POINTS,
} from './matrixBodies.ts'
import { type Entry, of } from './matrixGates.ts'
import { ofEnterprises } from './matrixTells.ts'

const government = of('government')
const ruling = of('ruling')
const supervising = of('supervising')
export const NET: Readonly<Record<string, Entry>> = {
  'gridDrafts.list': government(),
  'gridDrafts.begin': ruling({ body: { request: 'b6f0c1e0-0000-4000-8000-000000000097', name: '草案' } }),
  'gridDrafts.read': government({ path: '/grid-drafts/999999' }),
  'gridDrafts.operate': ruling({
    path: '/grid-drafts/999999/steps',
    body: { seen: 0, operation: { kind: 'merge', grid: 1, into: 2 } },
  }),
  'gridDrafts.undo': ruling({ path: '/grid-drafts/999999/undo', body: { seen: 0 } }),
  'gridDrafts.redo': ruling({ path: '/grid-drafts/999999/redo', body: { seen: 0 } }),
  'gridDrafts.comparison': government({ path: '/grid-drafts/999999/comparison' }),
  'gridDrafts.plan': ruling({ path: '/grid-drafts/999999/plan', body: { seen: 0, effectiveOn: '2026-03-02' } }),
  'gridDrafts.reopen': ruling({ path: '/grid-drafts/999999/reopen', body: { seen: 0 } }),
  'gridDrafts.withdraw': ruling({ path: '/grid-drafts/999999/withdraw', body: { seen: 0 } }),
  'gridDrafts.versions': supervising({
    path: '/grid-versions',
    tells: (versions: { grid: number }[]) => ({ grids: versions.map(({ grid }) => grid) }),
  }),
  'gridPeople.list': supervising({
    path: '/grid-people',
    tells: ({ people }: { people: { grid: number }[] }) => ({ grids: [...new Set(people.map(({ grid }) => grid))] }),
  }),
  'gridPeople.add': ruling({ path: '/grid-people', body: STANDING }),
  'gridPeople.end': ruling({ path: '/grid-people/999999/end', body: { untilOn: '2026-03-01', reason: 'x' } }),
  'coverageRates.read': supervising({ path: '/coverage-rates?by=grid' }),
  'rounds.read': supervising({ path: '/rounds?grid=999999' }),
  'rounds.changes': supervising({ path: '/round-changes?grid=999999' }),
  'patrols.tracks': of('patrols-own')({ path: '/patrols/tracks?limit=20' }),
  'patrols.begin': of('patrolling')({ path: '/patrols/tracks', body: TRACK }),
  'patrols.points': of('patrolling')({ path: `/patrols/tracks/${TRACK.request}/points`, body: TRACK_POINTS }),
  'patrols.end': of('patrolling')({
    path: `/patrols/tracks/${TRACK.request}/end`,
    body: { endedAt: TRACK.sentAt },
  }),
  'patrols.drop': of('patrolling')({ path: `/patrols/tracks/${TRACK.request}` }),
  'patrols.cells': of('patrols-read')({ path: '/patrols/cells?box=121.4,37.4,121.401,37.401' }),
  'patrols.streets': of('patrols-read')({ path: '/patrols/streets?grid=999999' }),
  'assignments.list': of('in-district')({ path: '/assignments?limit=20', tells: ofEnterprises }),
  'assignments.leaders': of('in-district')(),
  'assignments.assign': of('wall-makers')({ body: ASSIGNED }),
  'assignments.assignAll': of('wall-makers')({ path: '/assignments/all', body: ASSIGNED_ALL }),
  'assignments.end': of('wall-makers')({
    path: '/assignments/999999/end',
    body: { untilOn: '2026-03-01', reason: 'x' },
  }),
  'supervision.chain': of('in-district')({ path: '/supervision?enterprise=:outside' }),
  'supervision.rules': of('assigning')({ path: '/supervision/rules' }),
  'supervision.supported': of('assigning')({ path: '/supervision/supported?department=999999' }),
  'supervision.make': ruling({ path: '/supervision/rules', body: RULING }),
  'supervision.end': ruling({ path: '/supervision/rules/999999/end', body: { untilOn: '2026-03-01', reason: 'x' } }),
  'laws.list': supervising(),
  // an edition of that name is in force, so that nothing is written
  'laws.add': of('stewards')({ body: { ...LAW, name: '中华人民共和国安全生产法' } }),
  'laws.addClause': of('stewards')({ path: '/laws/999999/clauses', body: CLAUSE }),
  'laws.repeal': of('stewards')({ path: '/laws/999999/repeal', body: { repealedOn: '2026-03-01' } }),
  'laws.repealClause': of('stewards')({
    path: '/laws/999999/clauses/repeal',
    body: { repealedOn: '2026-03-01', clause: 1 },
  }),
  'laws.withdraw': of('stewards')({ path: '/laws/999999/withdraw', body: { what: 'entry', reason: 'x' } }),
  'coverageTasks.list': supervising(),
  'coverageTasks.give': government({ body: TASK }),
  'coverageTasks.see': supervising({ path: '/coverage-tasks/999999/sight', body: {} }),
  'coverageTasks.answer': supervising({ path: '/coverage-tasks/999999/answers', body: { note: 'x' } }),
  'coverageTasks.move': government({ path: '/coverage-tasks/999999/owner', body: MOVED }),
  'coverageTasks.withdraw': government({ path: '/coverage-tasks/999999/withdraw', body: { seen: 0 } }),
  'basemapLines.list': government({ path: '/basemap-lines?box=121.4,37.3,121.6,37.5', whole: true }),
}
