import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Measure } from '@/ui/charts/stack'
import { PRESETS, type Preset } from './period'

export type Grouping = 'model' | 'key' | 'service'
export const GROUPINGS: readonly Grouping[] = ['key', 'model', 'service']
export const MEASURES: readonly Measure[] = ['cost', 'tokens', 'requests']

export interface UsageQuery {
  period: WritableComputedRef<Preset>
  group: WritableComputedRef<Grouping>
  metric: WritableComputedRef<Measure>
  /** The request whose charge is explained. */
  req: WritableComputedRef<string | undefined>
}

/** The state of the page is its address. */
export function useUsageQuery(): UsageQuery {
  const route = useRoute()
  const router = useRouter()

  function set(name: string, value: string | undefined): void {
    const { [name]: _, ...rest } = route.query
    void router.replace({ query: value === undefined ? rest : { ...rest, [name]: value } })
  }

  function oneOf<V extends string>(name: string, values: readonly V[], preset: V): WritableComputedRef<V> {
    return computed({
      get: () => values.find((value) => value === route.query[name]) ?? preset,
      set: (value) => set(name, value === preset ? undefined : value),
    })
  }

  return {
    period: oneOf('period', PRESETS, '24h'),
    group: oneOf('group', GROUPINGS, 'model'),
    metric: oneOf('metric', MEASURES, 'cost'),
    req: computed({
      get: () => (typeof route.query['req'] === 'string' ? route.query['req'] : undefined),
      set: (value) => set('req', value),
    }),
  }
}
