import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { isCancelled, toProblem, type ApiProblem } from './problem'

const SKELETON_AFTER_MS = 150
/** After a failed refresh the next one waits this many times longer. */
const BACK_OFF = 5

/** Something the server knows, with the three states a panel can show. */
export interface Resource<T> {
  data: Readonly<ShallowRef<T | undefined>>
  /** Set when the panel has nothing valid to show; a failed background refresh only lets the data age. */
  problem: Readonly<ShallowRef<ApiProblem | undefined>>
  /** True once loading takes long enough to deserve a skeleton. */
  waiting: Readonly<Ref<boolean>>
  /** Seconds until the next try by itself, when the server named them. */
  retryIn: Readonly<Ref<number>>
  reload(): Promise<void>
}

export interface ResourceOptions {
  /** Refreshes this often while the page is visible. */
  everyMs?: number
  /** Loads anew when one of these changes. */
  on?: WatchSource[]
}

/** Loads, keeps, refreshes and retries; stops when its component goes away. */
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, options: ResourceOptions = {}): Resource<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<ApiProblem>()
  const waiting = ref(false)
  const retryIn = ref(0)
  let running: AbortController | undefined
  let next: ReturnType<typeof setTimeout> | undefined

  async function run(background: boolean): Promise<void> {
    running?.abort()
    clearTimeout(next)
    const mine = (running = new AbortController())
    const skeleton = setTimeout(() => (waiting.value = data.value === undefined), SKELETON_AFTER_MS)
    let delay = options.everyMs
    try {
      const answer = await load(mine.signal)
      if (running !== mine) return
      data.value = answer
      problem.value = undefined
    } catch (error) {
      if (isCancelled(error) || mine.signal.aborted) return
      const failure = toProblem(error)
      if (!background || data.value === undefined) problem.value = failure
      delay = failure.retryAfter === undefined ? delay && delay * BACK_OFF : failure.retryAfter * 1000
      countDown(failure.retryAfter ?? 0)
    } finally {
      clearTimeout(skeleton)
      if (running === mine) waiting.value = false
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

  const reload = () => {
    retryIn.value = 0
    problem.value = undefined
    waiting.value = data.value === undefined
    return run(false)
  }

  if (options.everyMs !== undefined) document.addEventListener('visibilitychange', refresh)
  if (options.on) watch(options.on, () => run(false))
  onScopeDispose(() => {
    running?.abort()
    running = undefined
    clearTimeout(next)
    document.removeEventListener('visibilitychange', refresh)
  })
  void run(false)
  return { data, problem, waiting, retryIn, reload }
}
