import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { listRequests, type Record as RequestRecord } from '@/api/generated'
import { useLive } from '@/api/live'
import { useResource, type Resource } from '@/api/useResource'
import { useSubmit, type Submit } from '@/api/useSubmit'
import { withNewest, withOlder, type Known } from './merge'
import { periodOf, type Preset } from './period'

const PAGE = 50

export interface Requests {
  /** Loading and problems of the first page. */
  page: Resource<unknown>
  shown: ComputedRef<RequestRecord[]>
  /** New ones that wait because somebody is reading the list. */
  waiting: ComputedRef<number>
  /** True while the list is hovered or focused. */
  held: Ref<boolean>
  hasOlder: ComputedRef<boolean>
  older: Submit<[]>
}

/** The requests of a period, newest first; nothing moves under the pointer. */
export function useRequests(period: Ref<Preset>): Requests {
  const known = shallowRef<Known>({ items: [], nextCursor: undefined })
  const frozen = shallowRef<RequestRecord[]>()
  const held = ref(false)
  const from = () => periodOf(period.value, new Date()).from.toISOString()

  const page = useResource(
    async (signal) => {
      const { data } = await listRequests({ query: { limit: PAGE, from: from() }, signal })
      known.value = withNewest(known.value, data)
      return data
    },
    { live: useLive(), on: [period] },
  )
  const older = useSubmit(async () => {
    const { data } = await listRequests({ query: { limit: PAGE, from: from(), cursor: known.value.nextCursor } })
    known.value = withOlder(known.value, data)
    if (frozen.value) frozen.value = [...frozen.value, ...known.value.items.slice(-data.items.length)]
  })

  watch(period, () => (known.value = { items: [], nextCursor: undefined }))
  watch(held, (now) => (frozen.value = now ? known.value.items : undefined))

  const shown = computed(() => frozen.value ?? known.value.items)
  const waiting = computed(() => {
    if (!frozen.value) return 0
    const seen = new Set(frozen.value.map(({ id }) => id))
    return known.value.items.filter(({ id }) => !seen.has(id)).length
  })
  return { page, shown, waiting, held, hasOlder: computed(() => known.value.nextCursor !== undefined), older }
}
