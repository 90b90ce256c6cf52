// @vitest-environment happy-dom
import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { ApiProblem } from '@/api/problem'
import SignInPage from '@/features/sessions/SignInPage.vue'
import { i18n } from '@/i18n'
import ProblemNote from '@/ui/ProblemNote.vue'
import { openPage, playServer, problem, submit } from './playedServer'

const USER = { id: 'cu_1', email: 'lin@example.com', username: 'Lin', emailVerified: true, plan: 'free', locale: 'en' }
const SIGNED_IN = { body: { accessToken: 'at', tokenType: 'Bearer', expiresIn: 600, user: USER } }
const PAIR = { email: 'lin@example.com', password: 'copper-violin-harbour' }
const LOGIN = 'POST /auth/login'
const SECOND = 'POST /auth/login/second-factor'
const asks = () => problem(401, 'second-factor-required', { ticket: 'T' })

enableAutoUnmount(afterEach)

test('asks for a code after the password, again after a wrong one, then goes where the person wanted to', async () => {
  const seen = playServer({ [LOGIN]: [asks()], [SECOND]: [problem(401, 'bad-code'), SIGNED_IN] })
  const { page, router } = await openPage(SignInPage, '/sign-in?next=/keys')
  await submit(page, PAIR)
  const field = page.get<HTMLInputElement>('[name="code"]')
  expect(field.attributes('autocomplete')).toBe('one-time-code')
  expect(document.activeElement).toBe(field.element)
  await submit(page, { code: '12345' })
  expect(page.text()).toContain('Six digits, or a backup code')
  await submit(page, { code: '123456' })
  expect(page.text()).toContain('This code is wrong')
  expect(field.attributes('aria-invalid')).toBe('true')
  await submit(page, { code: ' 654321 ' })
  expect(router.currentRoute.value.fullPath).toBe('/keys')
  expect(seen.map(({ call }) => call)).toEqual([LOGIN, SECOND, SECOND])
  expect(seen[2]?.body).toEqual({ ticket: 'T', code: '654321' })
})

test('a ticket that ran out leads back to the password, and the address stays', async () => {
  playServer({ [LOGIN]: [asks()], [SECOND]: [problem(401, 'ticket-invalid')] })
  const { page } = await openPage(SignInPage, '/sign-in')
  await submit(page, PAIR)
  await submit(page, { code: 'ab2c-d3ef-g4hi' })
  const again = page.findAll('button').find((button) => button.text() === 'Sign in again')!
  expect(document.activeElement).toBe(again.element)
  await again.trigger('click')
  expect(page.get<HTMLInputElement>('[name="email"]').element.value).toBe(PAIR.email)
  expect(page.get<HTMLInputElement>('[name="password"]').element.value).toBe('')
})

test('too many codes keep the step and name the wait', async () => {
  playServer({ [LOGIN]: [asks()], [SECOND]: [{ ...problem(429, 'too-many-attempts'), retryAfter: 30 }] })
  const { page } = await openPage(SignInPage, '/sign-in')
  await submit(page, PAIR)
  await submit(page, { code: '123456' })
  expect(page.get('[role="alert"]').text()).toContain('Try again in 30 s')
  expect(page.find('[name="code"]').exists()).toBe(true)
})

test('says that the password was changed, until something fails', async () => {
  playServer({ [LOGIN]: [problem(401, 'bad-credentials')] })
  const { page } = await openPage(SignInPage, '/sign-in?notice=password-changed')
  expect(page.text()).toContain('Password changed.')
  await submit(page, PAIR)
  expect(page.text()).not.toContain('Password changed.')
  expect(page.get('[role="alert"]').text()).toContain('E-mail or password is wrong.')
})

test('a wait is counted down to its end', async () => {
  vi.useFakeTimers()
  try {
    const note = mount(ProblemNote, { props: { problem: new ApiProblem(429, { code: 'too-many-attempts' }, 2) }, global: { plugins: [i18n] } })
    const texts: string[] = []
    for (let second = 0; second < 3; second++) {
      texts.push(note.text())
      vi.advanceTimersByTime(1000)
      await nextTick()
    }
    expect(texts).toEqual(['Too many attempts. Try again in 2 s.', 'Too many attempts. Try again in 1 s.', 'Too many attempts. You can try again now.'])
  } finally {
    vi.useRealTimers()
  }
})
