import { createRouter, createWebHistory } from 'vue-router'
import MapPage from './MapPage.vue'

/** The start prints its one-time link as `/#setup=TOKEN`: a fragment never travels to the server. */
const TOKEN = /[#&]setup=([^&]+)/

/** Pages of the desktop. The hash belongs to the view and the map, so pages have paths. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: MapPage },
    {
      path: '/setup',
      component: () => import('./SetupPage.vue'),
      props: ({ hash, query }) => ({ token: TOKEN.exec(hash)?.[1] ?? query.token ?? '' }),
    },
    { path: '/:rest(.*)*', component: () => import('./MissingPage.vue') },
  ],
})

// before every navigation: the link may be pasted into a page that is open
router.beforeEach(({ path, hash }) =>
  path === '/' && TOKEN.test(hash) ? { path: '/setup', hash, replace: true } : true,
)
