import { onScopeDispose, ref, type Ref } from 'vue'

/** The time, ticking once a second while somebody uses it. */
export function useNow(): Readonly<Ref<Date>> {
  const now = ref(new Date())
  const timer = setInterval(() => (now.value = new Date()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return now
}
