import { createRouter, createWebHistory, type RouteRecordRaw, type Router } from 'vue-router'
import { useSession } from '@/session/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's name. */
    title: string
    /** `narrow` for forms of people who are not signed in. */
    frame: 'narrow' | 'app'
    /** Who may see it. */
    who: 'everyone' | 'signed-in' | 'signed-out'
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/sign-up', component: () => import('@/features/signup/SignUpPage.vue'), meta: { title: 'signUp.title', frame: 'narrow', who: 'signed-out' } },
  { path: '/verify', component: () => import('@/features/signup/VerifyPage.vue'), meta: { title: 'verify.title', frame: 'narrow', who: 'everyone' } },
  { path: '/sign-in', component: () => import('@/features/sessions/SignInPage.vue'), meta: { title: 'signIn.title', frame: 'narrow', who: 'signed-out' } },
  { path: '/reset', component: () => import('@/features/credentials/ResetPage.vue'), meta: { title: 'reset.title', frame: 'narrow', who: 'everyone' } },
  { path: '/reset/confirm', component: () => import('@/features/credentials/NewPasswordPage.vue'), meta: { title: 'newPassword.title', frame: 'narrow', who: 'everyone' } },
  { path: '/confirm-email', component: () => import('@/features/credentials/ConfirmEmailPage.vue'), meta: { title: 'confirmEmail.title', frame: 'narrow', who: 'everyone' } },
  { path: '/connect', component: () => import('@/features/guide/ConnectPage.vue'), meta: { title: 'connect.title', frame: 'app', who: 'everyone' } },
  { path: '/', component: () => import('@/features/overview/OverviewPage.vue'), meta: { title: 'place.overview', frame: 'app', who: 'signed-in' } },
  { path: '/usage', component: () => import('@/features/usage/UsagePage.vue'), meta: { title: 'place.usage', frame: 'app', who: 'signed-in' } },
  { path: '/keys', component: () => import('@/features/keys/KeysPage.vue'), meta: { title: 'place.keys', frame: 'app', who: 'signed-in' } },
  { path: '/keys/new', component: () => import('@/features/keys/CreateKeyPage.vue'), meta: { title: 'createKey.title', frame: 'app', who: 'signed-in' } },
  { path: '/keys/:id', component: () => import('@/features/keys/KeyPage.vue'), meta: { title: 'keys.one', frame: 'app', who: 'signed-in' } },
  { path: '/account', component: () => import('@/features/account/AccountPage.vue'), meta: { title: 'place.account', frame: 'app', who: 'signed-in' } },
  { path: '/:rest(.*)*', component: () => import('@/shell/NotFoundPage.vue'), meta: { title: 'notFound.title', frame: 'narrow', who: 'everyone' } },
]

export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  })
  router.beforeEach(async (to) => {
    const signedIn = await useSession().restore()
    if (to.meta.who === 'signed-in' && !signedIn) return { path: '/sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
    if (to.meta.who === 'signed-out' && signedIn) return '/'
    return true
  })
  router.afterEach((to, from) => {
    // A new page starts at its beginning, for the keyboard and the screen reader too.
    if (from.matched.length > 0 && to.path !== from.path) document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true })
  })
  return router
}
