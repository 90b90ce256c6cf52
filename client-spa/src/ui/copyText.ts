/** Puts text on the clipboard, also on plain-HTTP hosts, where browsers hide the clipboard API. */
export async function copyText(text: string): Promise<void> {
  if ('clipboard' in navigator) {
    await navigator.clipboard.writeText(text)
    return
  }
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  document.body.append(field)
  field.select()
  // The only way left without a secure context.
  document.execCommand('copy')
  field.remove()
}
