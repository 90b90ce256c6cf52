import { nextTick } from 'vue'

/** After a refused submit the first field with a problem gets the focus. */
export function focusFirstProblem(form: HTMLFormElement | undefined): void {
  void nextTick(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
