import './noEval.ts'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { i18n } from '../locales/i18n.ts'
import App from './App.vue'
import { keepAddress } from './keepAddress.ts'
import { followRenewal } from './renewal.ts'
import { router } from './router.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/kit.css'
import '../ui/house.css'

const app = createApp(App).use(createPinia()).use(router).use(i18n)
keepAddress(router)
followRenewal(router)
app.mount('#app')
