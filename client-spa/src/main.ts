import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { configureClient } from './api/client'
import { configureLive } from './api/live'
import { i18n } from './i18n'
import { useLocale } from './i18n/locale'
import { makeRouter } from './router'
import { useSession } from './session/session'
import './ui/styles/main.css'

async function start(): Promise<void> {
  const app = createApp(App).use(createPinia()).use(i18n)
  const session = useSession()
  const router = makeRouter()
  const tokens = {
    token: () => session.token,
    async renew() {
      const renewed = await session.renew()
      if (!session.signedIn) await router.push({ path: '/sign-in', query: { next: router.currentRoute.value.fullPath } })
      return renewed
    },
  }
  configureClient(tokens)
  configureLive(tokens)
  await useLocale().start()
  app.use(router).mount('#app')
}

void start()
