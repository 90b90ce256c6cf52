import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { TokenSource } from './client'
import type { UsageEvent } from './generated'

const PATH = '/api/client/users/usage/events'
/** The server says something every few seconds; a connection that is silent for so long is dead. */
const SILENCE_MAX_MS = 10_000
const EVENT_CHARS_MAX = 4096
const RETRY_FIRST_MS = 500
const RETRY_MAX_MS = 15_000

/** Who hears of events. A stream that could not be opened is not heard of. */
export interface Listener {
  opened(): void
  /** Something can be read that could not be read before. */
  changed(): void
  /** Nothing new until then. */
  unchanged(asOf: string): void
  closed(): void
}

/** Follows the usage of the signed-in user, over as many connections as it takes, until the answer is called. */
export function followUsage(tokens: TokenSource, listener: Listener): () => void {
  const stop = new AbortController()
  void keepFollowing(tokens, listener, stop.signal)
  return () => stop.abort()
}

async function keepFollowing(tokens: TokenSource, listener: Listener, stop: AbortSignal): Promise<void> {
  let failures = 0
  while (!stop.aborted) {
    const useful = await follow(tokens, listener, stop)
    failures = useful ? 0 : failures + 1
    await pause(backOff(failures), stop)
  }
}

/** One connection; resolves, when it has ended or is given up, to whether it was of use. */
async function follow(tokens: TokenSource, listener: Listener, stop: AbortSignal): Promise<boolean> {
  const silence = new AbortController()
  let watch = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
  let open = false
  try {
    const headers = { Accept: 'text/event-stream', Authorization: `Bearer ${tokens.token() ?? ''}` }
    const signal = AbortSignal.any([stop, silence.signal])
    const response = await fetch(PATH, { headers, signal, cache: 'no-store' })
    if (response.status === 401) return await tokens.renew()
    if (!response.ok || !response.body) return false
    const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream({ maxBufferSize: EVENT_CHARS_MAX })).getReader()
    for (let next = await events.read(); !next.done; next = await events.read()) {
      clearTimeout(watch)
      watch = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
      if (!open) listener.opened()
      open = true
      tell(listener, next.value.event, next.value.data)
    }
    return open
  } catch {
    return open
  } finally {
    clearTimeout(watch)
    if (open) listener.closed()
  }
}

function tell(listener: Listener, name: string | undefined, data: string): void {
  if (name === 'usage') listener.changed()
  if (name === 'as-of') listener.unchanged((JSON.parse(data) as UsageEvent).asOf)
}

/** Doubles with every failure; the random part keeps pages from coming back all at once. */
function backOff(failures: number): number {
  return Math.min(RETRY_FIRST_MS * 2 ** failures, RETRY_MAX_MS) * (0.5 + Math.random() / 2)
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    stop.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
