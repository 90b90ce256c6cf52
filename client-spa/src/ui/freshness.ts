import { inject, onScopeDispose, provide, shallowRef, watchEffect, type InjectionKey, type ShallowRef } from 'vue'

const FRESHNESS: InjectionKey<ShallowRef<string | undefined>> = Symbol('freshness')

/** The frame shows how fresh the page's numbers are; the page says so. */
export function provideFreshness(): ShallowRef<string | undefined> {
  const asOf = shallowRef<string>()
  provide(FRESHNESS, asOf)
  return asOf
}

export function useFreshness(): ShallowRef<string | undefined> {
  return inject(FRESHNESS, () => shallowRef<string>(), true)
}

/** The later of two instants as the API writes them; it may leave out digits. */
export function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return Date.parse(one) < Date.parse(other) ? other : one
}

/** Reports the instant up to which this page's numbers are complete. */
export function reportFreshness(asOf: () => string | undefined): void {
  const shown = useFreshness()
  watchEffect(() => (shown.value = asOf()))
  onScopeDispose(() => (shown.value = undefined))
}
