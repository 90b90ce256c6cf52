import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { logout, refresh, type SignedIn, type User } from '@/api/generated'

/** Remembers only that somebody was signed in here, so that a first visit asks the server nothing. */
const HINT = 'sluice.signed-in'

/** Who is signed in. The access token lives in memory; the refresh token in a cookie that scripts cannot read. */
export const useSession = defineStore('session', () => {
  const token = ref<string | null>(null)
  const user = shallowRef<User | null>(null)
  /** The secret of the key made a moment ago, for the set-up guide; gone with the page. */
  const freshKey = shallowRef<{ name: string; secret: string } | null>(null)
  const signedIn = computed(() => token.value !== null)
  let renewal: Promise<boolean> | undefined

  function accept(answer: SignedIn): void {
    token.value = answer.accessToken
    user.value = answer.user
    localStorage.setItem(HINT, '1')
  }

  function forget(): void {
    token.value = null
    user.value = null
    freshKey.value = null
    localStorage.removeItem(HINT)
  }

  /** Asks for a new access token; calls at the same time share one request. */
  function renew(): Promise<boolean> {
    renewal ??= askForToken().finally(() => (renewal = undefined))
    return renewal
  }

  async function askForToken(): Promise<boolean> {
    try {
      accept((await refresh()).data)
      return true
    } catch (error) {
      const refused = typeof error === 'object' && error !== null && 'status' in error && isRefusal(error.status)
      if (refused) forget()
      return false
    }
  }

  /** Signs in from the cookie of an earlier visit, if there was one. */
  async function restore(): Promise<boolean> {
    if (token.value !== null) return true
    return localStorage.getItem(HINT) === null ? false : renew()
  }

  async function signOut(): Promise<void> {
    try {
      await logout()
    } finally {
      forget()
    }
  }

  return { token, user, freshKey, signedIn, accept, renew, restore, signOut, forget }
})

function isRefusal(status: unknown): boolean {
  return status === 400 || status === 401 || status === 403
}
