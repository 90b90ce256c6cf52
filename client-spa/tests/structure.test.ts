import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '../src')
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts|css)$/.test(name) && !name.includes('generated'))
const COMPONENT_LINES_MAX = 150
const FILE_LINES_MAX = 300

const read = (name: string) => readFileSync(join(SRC, name), 'utf8')
const imports = (name: string) => [...read(name).matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1]!)

describe('structure', () => {
  test.each(files.filter((name) => name.startsWith('features/')))('%s does not reach into another feature', (name) => {
    const feature = name.split('/')[1]!
    for (const target of imports(name)) {
      expect(target).not.toMatch(/^\.\.\//)
      if (target.startsWith('@/features/')) expect(target.split('/')[2]).toBe(feature)
      expect(target).not.toMatch(/^@\/shell\//)
    }
  })

  test.each(files.filter((name) => /^(ui|api|session|i18n)\//.test(name)))('%s knows no feature', (name) => {
    for (const target of imports(name)) expect(target).not.toMatch(/^@\/(features|shell)\//)
  })

  test.each(files)('%s is short and finished', (name) => {
    const text = read(name)
    expect(text.split('\n').length).toBeLessThanOrEqual(name.endsWith('.vue') ? COMPONENT_LINES_MAX : FILE_LINES_MAX)
    expect(text).not.toMatch(/\b(TODO|FIXME)\b/)
  })
})
