import { readFileSync } from 'node:fs'

/** Budgets of the first load, of each route beyond it, and of the chart code, from what the build says it made. */
const manifest = JSON.parse(readFileSync(new URL('./dist/.vite/manifest.json', import.meta.url), 'utf8'))

function withImports(name, seen = new Set()) {
  if (seen.has(name)) return seen
  seen.add(name)
  for (const next of manifest[name].imports ?? []) withImports(next, seen)
  return seen
}

const files = (names) => [...names].map((name) => `dist/${manifest[name].file}`)
const first = withImports('index.html')
const beyond = (name) => [...withImports(name)].filter((part) => !first.has(part))
const routes = Object.keys(manifest).filter((name) => name.endsWith('Page.vue'))

export default [
  { name: 'first load, JS', path: files(first), limit: '120 KB', gzip: true },
  { name: 'CSS', path: 'dist/assets/*.css', limit: '16 KB', gzip: true },
  ...routes.map((name) => ({ name: name.replace(/^.*\//, ''), path: files(beyond(name)), limit: '35 KB', gzip: true })),
  { name: 'charts', path: files(beyond('src/ui/charts/BarCanvas.vue')), limit: '50 KB', gzip: true },
]
