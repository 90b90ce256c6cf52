// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import ConfirmEmailPage from '@/features/credentials/ConfirmEmailPage.vue'
import NewPasswordPage from '@/features/credentials/NewPasswordPage.vue'
import ResetPage from '@/features/credentials/ResetPage.vue'
import { openPage, playServer, problem, submit } from './playedServer'

const CHALLENGE = { body: { algorithm: 'SHA-256', challenge: 'c', maxnumber: 1, salt: 's', signature: 'g' } }
const ASK = 'POST /auth/reset-password'
const SET = 'POST /auth/reset-password/confirm'
const CONFIRM = 'POST /auth/confirm-email'

/** Solves at once. */
class Solver {
  private readonly listeners = new Map<string, (message: { data: string }) => void>()

  addEventListener(type: string, listener: (message: { data: string }) => void): void {
    this.listeners.set(type, listener)
  }

  postMessage(): void {
    queueMicrotask(() => this.listeners.get('message')?.({ data: 'solved' }))
  }

  terminate(): void {}
}

enableAutoUnmount(afterEach)
beforeEach(() => void vi.stubGlobal('Worker', Solver))
afterEach(() => vi.unstubAllGlobals())

test('asking for a reset takes the bot check and answers the same for every address', async () => {
  const seen = playServer({ 'GET /auth/challenge': [CHALLENGE], [ASK]: [{ status: 202 }] })
  const { page } = await openPage(ResetPage, '/reset')
  await submit(page, { email: 'nobody' })
  expect(page.get('[name="email"]').attributes('aria-invalid')).toBe('true')
  await submit(page, { email: ' lin@example.com ' })
  expect(page.text()).toContain('If there is an account with this address, a letter is on its way.')
  expect(document.activeElement?.tagName).toBe('H1')
  expect(seen.filter(({ call }) => call === ASK)).toEqual([{ call: ASK, body: { email: 'lin@example.com', challenge: 'solved' } }])
})

test('a new password is told why it is refused, then leads to signing in', async () => {
  const errors = [{ field: 'password', code: 'weak-password', message: 'is too easy to guess' }]
  const seen = playServer({ [SET]: [problem(422, 'weak-password', { errors }), { status: 204 }] })
  const { page, router } = await openPage(NewPasswordPage, '/reset/confirm?token=T')
  await submit(page, { password: 'short' })
  expect(seen).toEqual([])
  await submit(page, { password: 'password1234' })
  expect(page.get('[name="password"]').attributes('aria-invalid')).toBe('true')
  expect(page.text()).toContain('This password is too easy to guess.')
  await submit(page, { password: 'copper-violin-harbour' })
  expect(seen.at(-1)?.body).toEqual({ token: 'T', password: 'copper-violin-harbour' })
  expect(router.currentRoute.value.fullPath).toBe('/sign-in?notice=password-changed')
})

test.each(['/reset/confirm?token=T', '/reset/confirm'])('an old link at %s offers a new one', async (path) => {
  playServer({ [SET]: [problem(422, 'token-invalid')] })
  const { page } = await openPage(NewPasswordPage, path)
  if (page.find('form').exists()) await submit(page, { password: 'copper-violin-harbour' })
  expect(page.text()).toContain('This link does not work')
  expect(page.get('a.btn-primary').attributes('href')).toBe('/reset')
})

test('a new address is confirmed by opening its link', async () => {
  const seen = playServer({ [CONFIRM]: [{ status: 204 }] })
  const { page } = await openPage(ConfirmEmailPage, '/confirm-email?token=T')
  expect(page.text()).toContain('Address changed')
  expect(seen).toEqual([{ call: CONFIRM, body: { token: 'T' } }])
})

test('an old link to a new address says so, a busy server is asked again', async () => {
  playServer({ [CONFIRM]: [problem(503, 'log-away'), problem(422, 'token-invalid')] })
  const { page } = await openPage(ConfirmEmailPage, '/confirm-email?token=T')
  await page.get('[role="alert"] button').trigger('click')
  await flushPromises()
  expect(page.text()).toContain('This link does not work')
  expect(page.text()).toContain('Ask for the change again')
})
