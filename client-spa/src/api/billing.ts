import { inject, provide, type InjectionKey } from 'vue'
import { getBilling, type BillingSummary } from './generated'
import { useLive } from './live'
import { useResource, type Resource } from './useResource'

const BILLING: InjectionKey<Resource<BillingSummary>> = Symbol('billing')

/** The frame loads the balance once for itself and for every page in it. */
export function provideBilling(): Resource<BillingSummary> {
  const billing = useResource(async (signal) => (await getBilling({ signal })).data, { live: useLive() })
  provide(BILLING, billing)
  return billing
}

export function useBilling(): Resource<BillingSummary> {
  const billing = inject(BILLING)
  if (!billing) throw new Error('billing: asked for outside the frame that provides it')
  return billing
}
