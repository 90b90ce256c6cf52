import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { getChallenge, type Challenge } from './generated'
import { ApiProblem } from './problem'

/** A solution is used once and soon: challenges run out. */
const FRESH_MS = 4 * 60_000

export interface ProofOfWork {
  state: Readonly<Ref<'working' | 'done' | 'failed'>>
  problem: Readonly<ShallowRef<ApiProblem | undefined>>
  seconds: Readonly<Ref<number>>
  /** The payload for the next request, waiting for it when it is not ready. */
  take(): Promise<string>
  restart(): void
}

/** The bot check: fetches a challenge and solves it in a worker, by itself. */
export function useProofOfWork(): ProofOfWork {
  const state = ref<'working' | 'done' | 'failed'>('working')
  const problem = shallowRef<ApiProblem>()
  const seconds = ref(0)
  let worker: Worker | undefined
  let solution: Promise<string>
  let startedAt = 0
  let used = false

  async function work(): Promise<string> {
    const { data } = await getChallenge()
    return solveAside(data)
  }

  function solveAside(challenge: Challenge): Promise<string> {
    worker?.terminate()
    const mine = (worker = new Worker(new URL('./proofOfWork.worker.ts', import.meta.url), { type: 'module' }))
    return new Promise<string>((resolve, reject) => {
      mine.addEventListener('message', ({ data }: MessageEvent<string>) => resolve(data))
      mine.addEventListener('error', () => reject(new Error('the bot check cannot run in this browser')))
      mine.postMessage(challenge)
    }).finally(() => mine.terminate())
  }

  function restart(): void {
    used = false
    state.value = 'working'
    problem.value = undefined
    startedAt = performance.now()
    solution = work()
    solution.then(
      () => {
        seconds.value = (performance.now() - startedAt) / 1000
        state.value = 'done'
      },
      (error: unknown) => {
        state.value = 'failed'
        problem.value = error instanceof ApiProblem ? error : undefined
      },
    )
  }

  async function take(): Promise<string> {
    if (used || state.value === 'failed' || performance.now() - startedAt > FRESH_MS) restart()
    used = true
    return solution
  }

  onScopeDispose(() => worker?.terminate())
  restart()
  return { state, problem, seconds, take, restart }
}
