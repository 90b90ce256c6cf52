import type { TokenSource } from './client'
import { followUsage, type Listener } from './events'

/** How often a visible page asks for new numbers while nobody tells it of them. */
export const POLL_MS = 2000
/** How often it asks all the same while it is told: the period that it shows moves on. */
export const TOLD_POLL_MS = 30_000
/** Nobody closes a stream only to open it on the next page. */
const LINGER_MS = 1000

/** What a panel hears: read anew, or nothing new until then. */
export type Follower = Pick<Listener, 'changed' | 'unchanged'>

/** One stream of events for all panels of the page; it is open while one of them is seen. */
export interface Live {
  /** Whether followers are told of every change. */
  isOpen(): boolean
  follow(follower: Follower): () => void
}

export function createLive(connect: (listener: Listener) => () => void): Live {
  const followers = new Set<Follower>()
  let open = false
  let disconnect: (() => void) | undefined
  const changed = () => followers.forEach((follower) => follower.changed())
  const turned = (now: boolean) => () => {
    open = now
    changed()
  }
  const listener = { opened: turned(true), changed, unchanged: (asOf: string) => followers.forEach((follower) => follower.unchanged(asOf)), closed: turned(false) }

  function adapt(): void {
    const wanted = followers.size > 0 && !document.hidden
    if (wanted) disconnect ??= connect(listener)
    else if (disconnect) {
      disconnect()
      disconnect = undefined
    }
  }

  document.addEventListener('visibilitychange', adapt)
  return {
    isOpen: () => open,
    follow(follower) {
      followers.add(follower)
      adapt()
      return () => {
        followers.delete(follower)
        setTimeout(adapt, LINGER_MS)
      }
    },
  }
}

let tokens: TokenSource = { token: () => null, renew: () => Promise.resolve(false) }

/** Says where the token comes from that opens the stream. */
export function configureLive(source: TokenSource): void {
  tokens = source
}

let shared: Live | undefined

/** The stream of this page. */
export function useLive(): Live {
  shared ??= createLive((listener) => followUsage(tokens, listener))
  return shared
}
