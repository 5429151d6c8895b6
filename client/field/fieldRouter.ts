import { createRouter, createWebHistory } from 'vue-router'
import { allMade } from './book/making.ts'
import HomePage from './pages/HomePage.vue'

/** A number of an address; undefined where it is none. */
const numberOf = (text: unknown) => Number(text) || undefined
const number = ({ params: { id } }: { params: Record<string, unknown> }) => ({ id: Number(id) })

/** Pages of the phone app. The service worker keeps all of their parts: there may be no signal when one is opened. */
export const fieldRouter = createRouter({
  history: createWebHistory('/field'),
  routes: [
    { path: '/', component: HomePage },
    { path: '/tasks', component: () => import('./pages/TasksPage.vue') },
    {
      path: '/report',
      component: () => import('./pages/ReportPage.vue'),
      props: ({ query: { enterprise, riskPoint } }) => ({
        enterprise: numberOf(enterprise),
        riskPoint: numberOf(riskPoint),
      }),
    },
    { path: '/scan', component: () => import('./pages/ScanPage.vue') },
    { path: '/me', component: () => import('./pages/MePage.vue') },
    { path: '/due', component: () => import('./pages/DuePage.vue') },
    { path: '/enterprises', component: () => import('./pages/EnterprisesPage.vue') },
    { path: '/enterprises/:id([1-9][0-9]{0,9})', component: () => import('./pages/EnterprisePage.vue'), props: number },
    {
      path: '/enterprises/:id([1-9][0-9]{0,9})/inspect',
      component: () => import('./pages/InspectPage.vue'),
      // as a code that was scanned has it, or the button of a card
      props: ({ params: { id }, query: { riskPoint, code } }) => ({
        id: Number(id),
        riskPoint: numberOf(riskPoint),
        scanned: code !== undefined || riskPoint !== undefined,
      }),
    },
    { path: '/hazards/:id([1-9][0-9]{0,9})', component: () => import('./pages/HazardPage.vue'), props: number },
    {
      path: '/conflicts/:id',
      component: () => import('./pages/ConflictPage.vue'),
      props: ({ params: { id } }) => ({ id: String(id) }),
    },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})

/** A page stays until the photographs that were taken on it are made: they belong to what it keeps. */
fieldRouter.beforeEach(allMade)
