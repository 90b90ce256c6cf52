import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followUsage, type Listener } from '@/api/events'

type Answer = { status: number; frames?: string[]; open?: boolean }

let heard: string[]
let asked: string[]
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  heard = []
  asked = []
})
afterEach(() => {
  stop()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const listener: Listener = {
  opened: () => heard.push('opened'),
  changed: () => heard.push('changed'),
  unchanged: (asOf) => heard.push(`unchanged ${asOf}`),
  closed: () => heard.push('closed'),
}

/** Follows a server that gives these answers, the last one for ever; the network is the only thing replaced. */
function follow(answers: Answer[], renew = () => Promise.resolve(true)): void {
  vi.stubGlobal('fetch', (_: string, { headers, signal }: { headers: Record<string, string>; signal: AbortSignal }) => {
    asked.push(headers['Authorization'] ?? '-')
    const { status, frames = [], open = false } = answers[Math.min(asked.length, answers.length) - 1]!
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const frame of frames) controller.enqueue(new TextEncoder().encode(frame))
        signal.addEventListener('abort', () => controller.error(signal.reason))
        if (!open) controller.close()
      },
    })
    return Promise.resolve(new Response(body, { status }))
  })
  stop = followUsage({ token: () => 't', renew }, listener)
}

test('events are told in their order, however the network cuts them', async () => {
  follow([{ status: 200, frames: ['event: as-of\ndata: {"asOf":"2026', '-11-23T12:00:00Z"}\n\nevent: us', 'age\ndata: {"asOf":"x"}\n\n'], open: true }])
  await vi.advanceTimersByTimeAsync(100)
  expect(heard).toEqual(['opened', 'unchanged 2026-11-23T12:00:00Z', 'changed'])
  expect(asked).toEqual(['Bearer t'])
})

test('a stream that ends is opened again; one that cannot be opened, later and later', async () => {
  follow([{ status: 200, frames: ['event: usage\ndata: {}\n\n'] }, { status: 503 }])
  await vi.advanceTimersByTimeAsync(500)
  expect(heard).toEqual(['opened', 'changed', 'closed'])
  expect(asked.length).toBe(2)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked.length).toBeLessThan(15)
})

test('an expired token is renewed', async () => {
  const renew = vi.fn(() => Promise.resolve(true))
  follow([{ status: 401 }, { status: 200, frames: ['event: usage\ndata: {}\n\n'], open: true }], renew)
  await vi.advanceTimersByTimeAsync(600)
  expect(renew).toHaveBeenCalledTimes(1)
  expect(heard).toEqual(['opened', 'changed'])
})

test.each([0, 0.999])('a silent connection is given up, and was of use: the next is opened without delay (random %d)', async (random) => {
  vi.spyOn(Math, 'random').mockReturnValue(random)
  follow([{ status: 200, frames: ['event: as-of\ndata: {"asOf":"x"}\n\n'], open: true }])
  await vi.advanceTimersByTimeAsync(10_600)
  expect(heard).toEqual(['opened', 'unchanged x', 'closed', 'opened', 'unchanged x'])
})

test('nothing is heard after the end', async () => {
  follow([{ status: 503 }])
  await vi.advanceTimersByTimeAsync(10)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked.length).toBe(1)
})
