import axios, { AxiosError, type InternalAxiosRequestConfig } from 'axios'
import { expect, test, vi } from 'vitest'
import { signAndRenew } from '@/api/client'
import { ApiProblem } from '@/api/problem'

type Answer = { status: number; data?: unknown; headers?: Record<string, string> }

/** A server that answers what the function says; the network is the only thing replaced. */
function serverThat(answer: (config: InternalAxiosRequestConfig) => Answer) {
  const seen: string[] = []
  const http = axios.create({
    adapter(config) {
      seen.push(`${config.url} ${String(config.headers.get('Authorization') ?? '-')}`)
      const { status, data, headers = {} } = answer(config)
      const response = { status, data, headers, statusText: '', config }
      return status < 400 ? Promise.resolve(response) : Promise.reject(new AxiosError('', undefined, config, null, response))
    },
  })
  return { http, seen }
}

test('an expired token is renewed once and the call repeated with the new one', async () => {
  let token = 'old'
  const { http, seen } = serverThat((config) => ({ status: config.headers.get('Authorization') === 'Bearer new' ? 200 : 401 }))
  signAndRenew(http, { token: () => token, renew: () => Promise.resolve(((token = 'new'), true)) })
  await http.get('/keys')
  expect(seen).toEqual(['/keys Bearer old', '/keys Bearer new'])
})

test('a refused renewal ends as the problem the server named', async () => {
  const { http, seen } = serverThat(() => ({ status: 401, data: { status: 401, code: 'unauthorized', title: 'Unauthorized', requestId: 'r1' } }))
  signAndRenew(http, { token: () => 'old', renew: () => Promise.resolve(false) })
  await expect(http.get('/keys')).rejects.toMatchObject({ status: 401, code: 'unauthorized', requestId: 'r1' })
  expect(seen).toHaveLength(1)
})

test('sign-in routes carry no old token and are never repeated', async () => {
  const { http, seen } = serverThat(() => ({ status: 401, data: { status: 401, code: 'bad-credentials' } }))
  signAndRenew(http, { token: () => 'old', renew: () => Promise.reject(new Error('asked to renew')) })
  await expect(http.post('/auth/login')).rejects.toBeInstanceOf(ApiProblem)
  expect(seen).toEqual(['/auth/login -'])
})

test('field problems and Retry-After reach the form', async () => {
  const errors = [{ field: 'password', code: 'weak', message: 'too weak' }, { field: 'password', code: 'short', message: 'too short' }]
  const { http } = serverThat(() => ({ status: 503, data: { status: 503, code: 'weak-password', errors }, headers: { 'retry-after': '7' } }))
  signAndRenew(http, { token: () => null, renew: () => Promise.resolve(false) })
  const problem = await http.post('/auth/register').catch((error: unknown) => error)
  expect(problem).toMatchObject({ retryAfter: 7 })
  expect((problem as ApiProblem).fields).toEqual(errors)
})

test('no answer at all is a problem of the network', async () => {
  const http = axios.create({ adapter: (config) => Promise.reject(new AxiosError('down', 'ERR_NETWORK', config)) })
  signAndRenew(http, { token: () => null, renew: () => Promise.resolve(false) })
  await expect(http.get('/config')).rejects.toMatchObject({ code: 'network', status: 0 })
})

test('a write that is still being decided is sent again until it is', async () => {
  vi.useFakeTimers()
  let answers = 0
  const { http, seen } = serverThat(() => (++answers < 3 ? { status: 202, headers: { location: '/api/client/operations/1' } } : { status: 201, data: { id: 'ck_1' } }))
  signAndRenew(http, { token: () => 't', renew: () => Promise.resolve(false) })
  const created = http.post('/keys', { name: 'a' })
  await vi.runAllTimersAsync()
  expect((await created).data).toEqual({ id: 'ck_1' })
  expect(seen).toHaveLength(3)
  vi.useRealTimers()
})
