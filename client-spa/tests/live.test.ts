// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import type { Listener } from '@/api/events'
import { createLive, POLL_MS, TOLD_POLL_MS } from '@/api/live'
import { useResource } from '@/api/useResource'
import { later } from '@/ui/freshness'

let scope: EffectScope
let heard: Listener
let connections: number

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
  connections = 0
})
afterEach(() => {
  scope.stop()
  vi.runOnlyPendingTimers()
  vi.useRealTimers()
})

/** A server whose stream the test speaks for. */
const live = () =>
  createLive((listener) => {
    heard = listener
    connections++
    return () => connections--
  })
const panel = (load: () => Promise<number>, of = live()) => scope.run(() => useResource(load, { live: of }))!

test('polls while nobody tells, and hardly while somebody does', async () => {
  const load = vi.fn(() => Promise.resolve(1))
  panel(load)
  await vi.advanceTimersByTimeAsync(2 * POLL_MS + 100)
  expect(load).toHaveBeenCalledTimes(3)
  heard.opened()
  await vi.advanceTimersByTimeAsync(TOLD_POLL_MS - 100)
  expect(load).toHaveBeenCalledTimes(4)
})

test('a change is read at once, changes in a row together', async () => {
  const load = vi.fn(() => Promise.resolve(1))
  panel(load)
  heard.opened()
  await vi.advanceTimersByTimeAsync(1000)
  load.mockClear()
  heard.changed()
  await vi.advanceTimersByTimeAsync(1)
  expect(load).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 10; i++) heard.changed()
  await vi.advanceTimersByTimeAsync(1000)
  expect(load).toHaveBeenCalledTimes(2)
})

test('a change during a load is read by the next one', async () => {
  const load = vi.fn(() => new Promise<number>((resolve) => setTimeout(() => resolve(1), 400)))
  panel(load)
  heard.changed()
  await vi.advanceTimersByTimeAsync(1000)
  expect(load).toHaveBeenCalledTimes(2)
})

test('what is shown stays fresh while nothing changes, and only then', async () => {
  const shown = panel(() => Promise.resolve(1))
  heard.opened()
  await vi.advanceTimersByTimeAsync(1000)
  heard.unchanged('2026-11-23T12:00:00Z')
  expect(shown.unchangedUntil.value).toBe('2026-11-23T12:00:00Z')
  heard.changed()
  heard.unchanged('2026-11-23T12:00:03Z')
  expect(shown.unchangedUntil.value).toBe('2026-11-23T12:00:00Z')
})

test('a stream that ends makes panels ask, and then poll', async () => {
  const load = vi.fn(() => Promise.resolve(1))
  panel(load)
  heard.opened()
  await vi.advanceTimersByTimeAsync(1000)
  load.mockClear()
  heard.closed()
  await vi.advanceTimersByTimeAsync(2 * POLL_MS + 100)
  expect(load).toHaveBeenCalledTimes(3)
})

test('panels share one stream, which is closed when none is left or seen', async () => {
  const one = live()
  panel(() => Promise.resolve(1), one)
  panel(() => Promise.resolve(2), one)
  expect(connections).toBe(1)
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  document.dispatchEvent(new Event('visibilitychange'))
  expect(connections).toBe(0)
  hidden.mockReturnValue(false)
  document.dispatchEvent(new Event('visibilitychange'))
  expect(connections).toBe(1)
  scope.stop()
  await vi.advanceTimersByTimeAsync(2000)
  expect(connections).toBe(0)
  hidden.mockRestore()
})

test('the later of two instants counts whatever digits are left out', () => {
  expect(later('2026-11-23T12:00:00.5Z', '2026-11-23T12:00:00Z')).toBe('2026-11-23T12:00:00.5Z')
  expect(later(undefined, '2026-11-23T12:00:00Z')).toBe('2026-11-23T12:00:00Z')
})
