// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, type DOMWrapper, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import AccountPage from '@/features/account/AccountPage.vue'
import { openPage, playServer, problem, type Answer } from './playedServer'

const PROFILE = { body: { id: 'cu_1', email: 'lin@example.com', username: 'Lin Qiao', plan: 'free', createdAt: '2026-11-01T00:00:00Z' } }
const SESSIONS = { body: { items: [] } }
const FACTOR = 'GET /users/second-factor'
const CODES = ['ab2c-d3ef-g4hi', 'jk5l-m6no-p7qr']

enableAutoUnmount(afterEach)

async function openAccount(answers: Record<string, Answer[]>): Promise<{ page: VueWrapper; seen: { call: string; body: unknown }[]; path: () => string }> {
  const seen = playServer({ 'GET /users/profile': [PROFILE], 'GET /users/sessions': [SESSIONS], [FACTOR]: [{ body: { enabled: false } }], ...answers })
  const { page, router } = await openPage(AccountPage, '/account')
  return { page, seen, path: () => router.currentRoute.value.fullPath }
}

function button(page: VueWrapper, text: string): DOMWrapper<Element> {
  const found = page.findAll('button').filter((one) => one.text() === text)
  return found.at(-1)!
}

async function press(page: VueWrapper, text: string): Promise<void> {
  await button(page, text).trigger('click')
  await flushPromises()
}

/** Fills in and sends the form of the open dialog. */
async function send(page: VueWrapper, fields: Record<string, string>): Promise<void> {
  const form = page.get('dialog form')
  for (const [name, text] of Object.entries(fields)) await form.get(`[name="${name}"]`).setValue(text)
  await form.trigger('submit')
  await flushPromises()
}

function invalid(page: VueWrapper): string[] {
  return page.findAll('dialog [aria-invalid="true"]').map((field) => field.attributes('name') ?? '')
}

test('a new password is asked for with the present one, and each is told what is wrong with it', async () => {
  const call = 'POST /users/password'
  const weak = problem(422, 'weak-password', { errors: [{ field: 'password', code: 'weak-password', message: '' }] })
  const wrong = problem(422, 'invalid', { errors: [{ field: 'password', code: 'wrong-password', message: '' }] })
  const { page, seen } = await openAccount({ [call]: [weak, wrong, { status: 204 }] })
  await press(page, 'Change password')
  await send(page, { 'new-password': 'short' })
  expect(invalid(page)).toEqual(['new-password', 'password'])
  await send(page, { 'new-password': 'password1234', password: 'old' })
  expect(invalid(page)).toEqual(['new-password'])
  await send(page, { 'new-password': 'copper-violin-harbour' })
  expect(invalid(page)).toEqual(['password'])
  expect(page.text()).toContain('This is not your password.')
  await send(page, { password: 'older' })
  expect(page.find('dialog').exists()).toBe(false)
  expect(page.text()).toContain('All other sessions have ended.')
  expect(seen.filter((one) => one.call === call).at(-1)?.body).toEqual({ password: 'older', newPassword: 'copper-violin-harbour' })
})

test('a new address is sent a link, and the answer does not tell whether it is taken', async () => {
  const call = 'POST /users/email'
  const own = problem(422, 'invalid', { errors: [{ field: 'email', code: 'email-unchanged', message: '' }] })
  const { page, seen } = await openAccount({ [call]: [own, { status: 202 }] })
  await press(page, 'Change address')
  await send(page, { email: 'lin', password: 'old' })
  expect(invalid(page)).toEqual(['email'])
  await send(page, { email: 'lin@example.com' })
  expect(page.text()).toContain('This is your address already.')
  await send(page, { email: ' lin@example.org ' })
  expect(page.text()).toContain('If lin@example.org can be used, a link is on its way there.')
  expect(seen.at(-1)).toEqual({ call, body: { email: 'lin@example.org', password: 'old' } })
})

test('the second factor is on once a code of the offered secret was right; its backup codes are shown once', async () => {
  const uri = 'otpauth://totp/Sluice:lin?secret=ABCDEFGH'
  const bad = problem(422, 'invalid', { errors: [{ field: 'code', code: 'bad-code', message: '' }] })
  const { page, seen } = await openAccount({
    [FACTOR]: [{ body: { enabled: false } }, { body: { enabled: true } }],
    'POST /users/second-factor': [{ body: { secret: 'ABCDEFGH', uri } }],
    'PUT /users/second-factor': [bad, { body: { backupCodes: CODES } }],
  })
  await press(page, 'Turn on')
  await send(page, { password: 'old' })
  expect(page.get('dialog').text()).toContain('ABCD EFGH')
  expect(page.get(`a[href^="otpauth:"]`).attributes('href')).toBe(uri)
  expect(page.get('dialog svg[role="img"]').attributes('aria-label')).toBe('QR code of the secret')
  await send(page, { code: '12' })
  expect(invalid(page)).toEqual(['code'])
  await send(page, { code: '123456' })
  expect(page.text()).toContain('This is not the code that the app shows now.')
  await send(page, { code: '654321' })
  expect(page.findAll('dialog li').map((code) => code.text())).toEqual(CODES)
  expect(button(page, 'Close').attributes('disabled')).toBeDefined()
  await page.get('[name="saved"]').setValue(true)
  await press(page, 'Close')
  expect(page.text()).not.toContain(CODES[0])
  expect(page.text()).toContain('New backup codes')
  expect(seen.filter(({ call }) => call.startsWith('PUT')).at(-1)?.body).toEqual({ code: '654321' })
})

test('the second factor is turned off with the password', async () => {
  const call = 'DELETE /users/second-factor'
  const { page, seen } = await openAccount({ [FACTOR]: [{ body: { enabled: true } }, { body: { enabled: false } }], [call]: [{ status: 204 }] })
  await press(page, 'Turn off')
  await send(page, { password: 'old' })
  expect(seen.find((one) => one.call === call)?.body).toEqual({ password: 'old' })
  expect(page.text()).toContain('Second factor turned off.')
  expect(button(page, 'Turn on').exists()).toBe(true)
})

test('an account is erased once its address was typed, and nobody is signed in any more', async () => {
  const call = 'DELETE /users/account'
  const { page, seen, path } = await openAccount({ [call]: [{ status: 204 }] })
  await press(page, 'Erase account')
  await send(page, { confirm: 'lin@example.org', password: 'old' })
  expect(seen.some((one) => one.call === call)).toBe(false)
  await send(page, { confirm: 'lin@example.com' })
  expect(seen.at(-1)).toEqual({ call, body: { password: 'old' } })
  expect(path()).toBe('/sign-in?notice=account-erased')
})

test('everything known about the person is handed out as a file', async () => {
  const { page, seen } = await openAccount({ 'GET /users/export': [{ body: { person: { email: 'lin@example.com' } } }] })
  let saved: Blob | undefined
  URL.createObjectURL = (file) => {
    saved = file as Blob
    return 'blob:export'
  }
  URL.revokeObjectURL = () => undefined
  await press(page, 'Download JSON')
  expect(seen.at(-1)?.call).toBe('GET /users/export')
  expect(JSON.parse(await saved!.text())).toEqual({ person: { email: 'lin@example.com' } })
})
