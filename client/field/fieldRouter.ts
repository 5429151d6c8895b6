import { createRouter, createWebHistory } from 'vue-router'
import HomePage from './pages/HomePage.vue'

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
      props: ({ query: { enterprise } }) => ({ enterprise: Number(enterprise) || undefined }),
    },
    { path: '/me', component: () => import('./pages/MePage.vue') },
    { path: '/enterprises', component: () => import('./pages/EnterprisesPage.vue') },
    { path: '/enterprises/:id([1-9][0-9]{0,9})', component: () => import('./pages/EnterprisePage.vue'), props: number },
    {
      path: '/enterprises/:id([1-9][0-9]{0,9})/inspect',
      component: () => import('./pages/InspectPage.vue'),
      props: number,
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
