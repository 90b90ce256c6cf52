import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { toProblem, type ApiProblem } from './problem'

/** A form's one action: busy while it runs, the problem when it failed. */
export interface Submit<A extends unknown[]> {
  busy: Readonly<Ref<boolean>>
  problem: ShallowRef<ApiProblem | undefined>
  /** Resolves to whether it worked; a second call while busy does nothing. */
  run(...args: A): Promise<boolean>
}

export function useSubmit<A extends unknown[]>(act: (...args: A) => Promise<void>): Submit<A> {
  const busy = ref(false)
  const problem = shallowRef<ApiProblem>()
  async function run(...args: A): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = undefined
    try {
      await act(...args)
      return true
    } catch (error) {
      problem.value = toProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}
