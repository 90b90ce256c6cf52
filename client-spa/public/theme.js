// Runs before the first paint, so that nobody sees the other theme flash by. The same rule stands in src/ui/theme.ts.
(function (root) {
  var chosen = null
  try { chosen = localStorage.getItem('sluice.theme') } catch (unavailable) { chosen = null }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'sluice-dark' : 'sluice'
})(document.documentElement)
