import { createRouter, createWebHistory } from 'vue-router'
import { TASK_STATES } from '#core/contract/coverageTasks.ts'
import { kindOf } from '#client/features/coverage/coverageRules.ts'
import MapPage from './MapPage.vue'

/** One-time links are `/#setup=TOKEN` and `/#link=TOKEN`, a wall's `/wall#wall=TOKEN`: a fragment never travels to the server. */
const ONE_TIME = /[#&](setup|link|wall)=([^&]+)/
const tokenOf = (kind: 'setup' | 'link' | 'wall', hash: string) => {
  const [, said, token] = ONE_TIME.exec(hash) ?? []
  return said === kind ? (token ?? '') : ''
}

/** An id in the question part of an address; undefined where it is none. */
const idOf = (text: unknown) => (typeof text === 'string' && /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : undefined)

/** What an address says of something, as it stands there, short enough to be told; undefined where it says nothing. */
const saidOf = (text: unknown) => {
  const said = Array.isArray(text) ? text[0] : text
  return typeof said === 'string' ? said.slice(0, 40) : undefined
}

/** Pages of the desktop. The hash belongs to the view and the map, so pages have paths. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: MapPage },
    {
      path: '/setup',
      component: () => import('./SetupPage.vue'),
      props: ({ hash }) => ({ token: tokenOf('setup', hash) }),
    },
    {
      path: '/link',
      component: () => import('./LinkPage.vue'),
      props: ({ hash }) => ({ token: tokenOf('link', hash) }),
    },
    { path: '/sign-in', component: () => import('./SignInPage.vue') },
    {
      path: '/sign-on',
      component: () => import('./SignOnPage.vue'),
      props: ({ fullPath }) => ({ answer: /\?([^#]*)/.exec(fullPath)?.[1] ?? '' }),
    },
    {
      path: '/alarms/:id([1-9][0-9]{0,9})?',
      component: () => import('./AlarmsPage.vue'),
      props: ({ params: { id } }) => ({ id: id ? Number(id) : undefined }),
    },
    {
      path: '/alarm-rules',
      component: () => import('./AlarmRulesPage.vue'),
      props: ({ query }) => ({ source: idOf(query.source), sensor: idOf(query.sensor) }),
    },
    {
      path: '/coverage',
      component: () => import('./CoveragePage.vue'),
      props: ({ query }) => ({
        kind: kindOf(query.kind),
        tasks: TASK_STATES.find((one) => one === query.tasks),
        said: { kind: saidOf(query.kind), tasks: saidOf(query.tasks) },
      }),
    },
    {
      path: '/coverage/certificates/:id([1-9][0-9]{0,9})',
      component: () => import('./CertificatePage.vue'),
      props: ({ params: { id } }) => ({ id: Number(id) }),
    },
    {
      path: '/my-grid',
      component: () => import('./MyGridPage.vue'),
      props: ({ query }) => ({ grid: idOf(query.grid), said: saidOf(query.grid) }),
    },
    {
      path: '/my-department',
      component: () => import('./MyDepartmentPage.vue'),
      props: ({ query }) => ({ department: idOf(query.department), said: saidOf(query.department) }),
    },
    {
      path: '/comparison',
      component: () => import('./ComparisonPage.vue'),
      props: ({ query }) => ({ said: { month: saidOf(query.month), order: saidOf(query.order) } }),
    },
    {
      path: '/patrols',
      component: () => import('./PatrolsPage.vue'),
      props: ({ query }) => ({ grid: idOf(query.grid), said: saidOf(query.grid) }),
    },
    {
      path: '/grids',
      component: () => import('./GridsPage.vue'),
      props: ({ query }) => ({ draft: idOf(query.draft), said: saidOf(query.on) }),
    },
    { path: '/duty', component: () => import('./DutyPage.vue') },
    { path: '/account', component: () => import('./OwnAccountPage.vue') },
    { path: '/accounts', component: () => import('./AccountsPage.vue') },
    { path: '/checklists', component: () => import('./ChecklistsPage.vue') },
    {
      path: '/inspections',
      component: () => import('./InspectionsPage.vue'),
      props: ({ query }) => ({ share: query.share === 'plans' ? query.share : undefined }),
    },
    {
      path: '/inspections/:request([0-9a-f-]{36})',
      component: () => import('./InspectionPage.vue'),
      props: ({ params: { request } }) => ({ request: String(request) }),
    },
    { path: '/disclosures', component: () => import('./DisclosuresPage.vue') },
    { path: '/system', component: () => import('./SystemPage.vue') },
    { path: '/audits', component: () => import('./AuditsPage.vue') },
    {
      path: '/assignments',
      component: () => import('./AssignmentsPage.vue'),
      props: ({ query }) => ({ assign: idOf(query.assign) }),
    },
    { path: '/supervision', component: () => import('./SupervisionPage.vue') },
    { path: '/laws', component: () => import('./LawsPage.vue') },
    { path: '/pledges', component: () => import('./PledgesPage.vue') },
    { path: '/special-works', component: () => import('./SpecialWorksPage.vue') },
    { path: '/proposals', component: () => import('./ProposalsPage.vue') },
    { path: '/questions', component: () => import('./QuestionsPage.vue') },
    { path: '/reminders', component: () => import('./RemindersPage.vue') },
    {
      path: '/reports/:id([1-9][0-9]{0,9})?',
      component: () => import('./ReportsPage.vue'),
      props: ({ params: { id } }) => ({ id: id ? Number(id) : undefined }),
    },
    { path: '/scenes', component: () => import('./ScenesPage.vue') },
    {
      path: '/imports/:id([1-9][0-9]{0,9})?',
      component: () => import('./ImportsPage.vue'),
      props: ({ params: { id } }) => ({ id: id ? Number(id) : undefined }),
    },
    {
      path: '/enterprises/:id([1-9][0-9]{0,9})',
      component: () => import('./FilePage.vue'),
      props: ({ params: { id } }) => ({ id: Number(id) }),
    },
    {
      path: '/enterprises/:id([1-9][0-9]{0,9})/codes',
      component: () => import('./CodesPage.vue'),
      props: ({ params: { id } }) => ({ id: Number(id) }),
    },
    { path: '/hazards', component: () => import('./HazardsPage.vue') },
    {
      path: '/hazards/:id([1-9][0-9]{0,9})',
      component: () => import('./HazardPage.vue'),
      props: ({ params: { id } }) => ({ id: Number(id) }),
    },
    {
      path: '/hazard-sources/:id([1-9][0-9]{0,9})',
      component: () => import('./HazardSourcePage.vue'),
      props: ({ params: { id } }) => ({ id: Number(id) }),
    },
    { path: '/places', component: () => import('./PlacesPage.vue') },
    {
      path: '/places/:id([1-9][0-9]{0,9})',
      component: () => import('./PlacePage.vue'),
      props: ({ params: { id } }) => ({ id: Number(id) }),
    },
    {
      path: '/wall/:scene([1-9][0-9]{0,9})?',
      component: () => import('./WallPage.vue'),
      props: ({ hash, params: { scene } }) => ({
        token: tokenOf('wall', hash),
        scene: scene ? Number(scene) : undefined,
      }),
    },
    { path: '/:rest(.*)*', component: () => import('./MissingPage.vue') },
  ],
})

/** The phone app is a page of its own, with a router of its own. */
const FIELD = /^\/field(\/|$)/

// before every navigation: the link may be pasted into a page that is open
router.beforeEach(({ path, hash, fullPath }) => {
  if (FIELD.test(path)) {
    location.assign(fullPath)
    return false
  }
  const [, kind] = ONE_TIME.exec(hash) ?? []
  return path === '/' && kind ? { path: `/${kind}`, hash, replace: true } : true
})
