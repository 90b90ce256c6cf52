import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { POLL_MS, TOLD_POLL_MS, type Follower, type Live } from './live'
import { isCancelled, toProblem, type ApiProblem } from './problem'

const SKELETON_AFTER_MS = 150
/** After a failed refresh the next one waits this many times longer. */
const BACK_OFF = 5
/** Changes that come faster are read together. */
const GAP_MS = 250

/** Something the server knows, with the three states a panel can show. */
export interface Resource<T> {
  data: Readonly<ShallowRef<T | undefined>>
  /** Set when the panel has nothing valid to show; a failed background refresh only lets the data age. */
  problem: Readonly<ShallowRef<ApiProblem | undefined>>
  /** True once loading takes long enough to deserve a skeleton. */
  waiting: Readonly<Ref<boolean>>
  /** Seconds until the next try by itself, when the server named them. */
  retryIn: Readonly<Ref<number>>
  /** Until then there is nothing newer than `data`; set while a live resource is told so. */
  unchangedUntil: Readonly<ShallowRef<string | undefined>>
  reload(): Promise<void>
}

export interface ResourceOptions {
  /** Refreshes this often while the page is visible. */
  everyMs?: number
  /** Refreshes when it is told to while the page is visible, and by itself while nobody tells. */
  live?: Live
  /** Loads anew when one of these changes. */
  on?: WatchSource[]
}

function everyMs({ live, everyMs }: ResourceOptions): number | undefined {
  return live ? (live.isOpen() ? TOLD_POLL_MS : POLL_MS) : everyMs
}

function everyMsAfterFailure({ live, everyMs }: ResourceOptions): number | undefined {
  const otherwise = live ? POLL_MS : everyMs
  return otherwise && otherwise * BACK_OFF
}

/** Loads, keeps, refreshes and retries; stops when its component goes away. */
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, options: ResourceOptions = {}): Resource<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<ApiProblem>()
  const waiting = ref(false)
  const retryIn = ref(0)
  const unchangedUntil = shallowRef<string>()
  let running: AbortController | undefined
  let next: ReturnType<typeof setTimeout> | undefined
  let loading = false
  /** There may be something newer than what is loaded or being loaded. */
  let behind = false
  let endedAt = -GAP_MS

  async function run(background: boolean): Promise<void> {
    running?.abort()
    clearTimeout(next)
    const mine = (running = new AbortController())
    const skeleton = setTimeout(() => (waiting.value = data.value === undefined), SKELETON_AFTER_MS)
    let delay: number | undefined
    loading = true
    behind = false
    try {
      const answer = await load(mine.signal)
      if (running !== mine) return
      data.value = answer
      problem.value = undefined
      delay = behind ? GAP_MS : everyMs(options)
    } catch (error) {
      if (isCancelled(error) || mine.signal.aborted) return
      const failure = toProblem(error)
      if (!background || data.value === undefined) problem.value = failure
      delay = failure.retryAfter === undefined ? everyMsAfterFailure(options) : failure.retryAfter * 1000
      behind = true
      countDown(failure.retryAfter ?? 0)
    } finally {
      clearTimeout(skeleton)
      if (running === mine) {
        waiting.value = false
        loading = false
        endedAt = performance.now()
      }
    }
    if (delay !== undefined && running === mine) next = setTimeout(refresh, delay)
  }

  function countDown(seconds: number): void {
    retryIn.value = seconds
    if (seconds > 0) setTimeout(() => retryIn.value === seconds && countDown(seconds - 1), 1000)
  }

  /** A hidden page asks nothing; it asks again when it is seen. */
  function refresh(): void {
    if (!document.hidden) void run(true)
  }

  const follower: Follower = {
    changed() {
      behind = true
      if (loading) return
      clearTimeout(next)
      next = setTimeout(refresh, Math.max(0, endedAt + GAP_MS - performance.now()))
    },
    unchanged(asOf) {
      if (!loading && !behind) unchangedUntil.value = asOf
    },
  }

  const reload = () => {
    retryIn.value = 0
    problem.value = undefined
    waiting.value = data.value === undefined
    return run(false)
  }

  const unfollow = options.live?.follow(follower)
  if (options.everyMs !== undefined || options.live) document.addEventListener('visibilitychange', refresh)
  if (options.on) watch(options.on, () => run(false))
  onScopeDispose(() => {
    running?.abort()
    running = undefined
    clearTimeout(next)
    unfollow?.()
    document.removeEventListener('visibilitychange', refresh)
  })
  void run(false)
  return { data, problem, waiting, retryIn, unchangedUntil, reload }
}
