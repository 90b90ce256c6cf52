import { inject, provide, type InjectionKey } from 'vue'
import { getBilling, type BillingSummary } from './generated'
import { useResource, type Resource } from './useResource'

const EVERY_MS = 5000
const BILLING: InjectionKey<Resource<BillingSummary>> = Symbol('billing')

/** The frame loads the balance once for itself and for every page in it. */
export function provideBilling(): Resource<BillingSummary> {
  const billing = useResource(async (signal) => (await getBilling({ signal })).data, { everyMs: EVERY_MS })
  provide(BILLING, billing)
  return billing
}

export function useBilling(): Resource<BillingSummary> {
  const billing = inject(BILLING)
  if (!billing) throw new Error('billing: asked for outside the frame that provides it')
  return billing
}
