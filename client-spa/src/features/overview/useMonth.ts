import { computed, type ComputedRef } from 'vue'
import { getUsage, type Usage, type UsagePoint } from '@/api/generated'
import { useLive } from '@/api/live'
import { useResource, type Resource } from '@/api/useResource'
import { bandsOf, ColourMemory, stepsOf, type Band } from '@/ui/charts/stack'
import { startOfDay, startOfMonth, timeZone } from '@/ui/format/time'

export interface Month {
  usage: Resource<Usage>
  days: ComputedRef<Date[]>
  bands: ComputedRef<Band[]>
  today: ComputedRef<UsagePoint | undefined>
}

/** This month by day and model; today is one of its days, so the two never disagree. */
export function useMonth(): Month {
  const colours = new ColourMemory()
  const usage = useResource(
    async (signal) => {
      const query = { from: startOfMonth(new Date()).toISOString(), to: new Date().toISOString(), step: 'day', groupBy: 'model', tz: timeZone() } as const
      return (await getUsage({ query, signal })).data
    },
    { live: useLive() },
  )
  const days = computed(() => (usage.data.value ? stepsOf(startOfMonth(new Date()), new Date(), 'day') : []))
  const bands = computed(() => (usage.data.value ? bandsOf(usage.data.value, days.value, 'cost', colours) : []))
  const today = computed(() => usage.data.value?.series.find((point) => Date.parse(point.from) === startOfDay(new Date()).getTime()))
  return { usage, days, bands, today }
}
