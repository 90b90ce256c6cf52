// Some registries serve only a part of the platform packages of a release; npm then leaves the others out of the lock
// and `npm ci` refuses it, on every machine. This adds what is missing: name, version and platform, all of which the
// package that wants them names. A platform that does not match is never fetched.
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

function platformOf(name) {
  const words = name.split(/[/-]/)
  const platform = {}
  const cpu = CPU.find((one) => words.includes(one))
  const os = OS.find((one) => words.includes(one))
  if (cpu) platform.cpu = [cpu]
  if (os) platform.os = [os]
  if (os === 'linux') platform.libc = [words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc']
  return platform
}

let added = 0
for (const entry of Object.values({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = platformOf(name)
    const path = `node_modules/${name}`
    if (lock.packages[path] || !platform.cpu || !/^\d/.test(version)) continue
    lock.packages[path] = { version, ...platform, ...(entry.dev ? { dev: true } : {}), optional: true }
    added++
  }
}
const names = Object.keys(lock.packages).sort((a, b) => a.localeCompare(b, 'en'))
lock.packages = Object.fromEntries(names.map((name) => [name, lock.packages[name]]))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json: ${added} platform packages added`)
