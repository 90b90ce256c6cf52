// @vitest-environment happy-dom
import { AxiosError } from 'axios'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { ApiProblem } from '@/api/problem'
import { useResource, type ResourceOptions } from '@/api/useResource'

let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

const resource = <T>(load: () => Promise<T>, options?: ResourceOptions) => scope.run(() => useResource(load, options))!

test('a quick answer shows no skeleton, a slow one does', async () => {
  const slow = resource(() => new Promise<number>((resolve) => setTimeout(() => resolve(1), 400)))
  await vi.advanceTimersByTimeAsync(100)
  expect(slow.waiting.value).toBe(false)
  await vi.advanceTimersByTimeAsync(100)
  expect(slow.waiting.value).toBe(true)
  await vi.advanceTimersByTimeAsync(300)
  expect([slow.waiting.value, slow.data.value]).toEqual([false, 1])
})

test('polls while it lives and stops with its component', async () => {
  const load = vi.fn(() => Promise.resolve(1))
  resource(load, { everyMs: 2000 })
  await vi.advanceTimersByTimeAsync(4100)
  expect(load).toHaveBeenCalledTimes(3)
  scope.stop()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(load).toHaveBeenCalledTimes(3)
})

test('a hidden page asks nothing until it is seen', async () => {
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  const load = vi.fn(() => Promise.resolve(1))
  resource(load, { everyMs: 2000 })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(load).toHaveBeenCalledTimes(1)
  hidden.mockReturnValue(false)
  document.dispatchEvent(new Event('visibilitychange'))
  expect(load).toHaveBeenCalledTimes(2)
  hidden.mockRestore()
})

test('a failed refresh keeps what is shown; it only grows old', async () => {
  let fail = false
  const shown = resource(() => (fail ? Promise.reject(new ApiProblem(500, {})) : Promise.resolve('kept')), { everyMs: 1000 })
  await vi.advanceTimersByTimeAsync(100)
  fail = true
  await vi.advanceTimersByTimeAsync(1000)
  expect([shown.data.value, shown.problem.value]).toEqual(['kept', undefined])
})

test('without an answer the problem is shown, counts down and tries again by itself', async () => {
  let ready = false
  const waiting = resource(() => (ready ? Promise.resolve(1) : Promise.reject(new ApiProblem(503, { code: 'unavailable' }, 3))))
  await vi.advanceTimersByTimeAsync(1100)
  expect([waiting.problem.value?.status, waiting.retryIn.value]).toEqual([503, 2])
  ready = true
  await vi.advanceTimersByTimeAsync(2000)
  expect([waiting.problem.value, waiting.data.value]).toEqual([undefined, 1])
})

test('the last question wins, whatever the order of the answers', async () => {
  const question = ref('slow')
  const answers = resource(
    () => {
      const asked = question.value
      return new Promise<string>((resolve) => setTimeout(() => resolve(asked), asked === 'slow' ? 500 : 10))
    },
    { on: [question] },
  )
  question.value = 'quick'
  await vi.advanceTimersByTimeAsync(1000)
  expect(answers.data.value).toBe('quick')
})

test('no network is a problem like any other', async () => {
  const away = resource(() => Promise.reject(new AxiosError('down', 'ERR_NETWORK')))
  await vi.advanceTimersByTimeAsync(10)
  expect(away.problem.value?.code).toBe('network')
})
