import { ref, type Ref } from 'vue'

export type Theme = 'system' | 'light' | 'dark'

const CHOSEN = 'sluice.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

/** The chosen theme; `public/theme.js` applies the same rule before the first paint. */
export function useTheme(): { theme: Ref<Theme>; choose: (theme: Theme) => void } {
  const theme = ref<Theme>(stored())
  function choose(next: Theme): void {
    theme.value = next
    if (next === 'system') localStorage.removeItem(CHOSEN)
    else localStorage.setItem(CHOSEN, next)
    applyTheme()
  }
  return { theme, choose }
}

export function isDark(): boolean {
  return stored() === 'dark' || (stored() === 'system' && dark.matches)
}

/** Tells the charts, which draw their colours themselves. */
export function onThemeChange(listener: () => void): () => void {
  addEventListener('sluice:theme', listener)
  return () => removeEventListener('sluice:theme', listener)
}

function stored(): Theme {
  const chosen = localStorage.getItem(CHOSEN)
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

function applyTheme(): void {
  document.documentElement.dataset['theme'] = isDark() ? 'sluice-dark' : 'sluice'
  dispatchEvent(new Event('sluice:theme'))
}

dark.addEventListener('change', applyTheme)
