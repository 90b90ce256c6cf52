import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'vue/compiler-sfc'
import en from '@/i18n/en'
import zh from '@/i18n/zh'

const SRC = join(import.meta.dirname, '../src')
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts)$/.test(name) && !/generated|i18n\//.test(name))
const components = files.filter((name) => name.endsWith('.vue'))

/** Attributes that people read or hear. */
const SPOKEN = ['aria-label', 'title', 'placeholder', 'alt', 'label', 'text', 'subtitle', 'hint', 'caption']
/** Signs that are the same in every language. */
const SIGNS = /^[\s\d·…×→/−+,.:()%$|-]*$|^(cuk_…?)$/

type Tree = { [key: string]: string | Tree }

function keysOf(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [path + key] : keysOf(value, `${path}${key}.`)))
}

interface Node {
  type: number
  content?: string
  name?: string
  value?: { content: string }
  children?: Node[]
  props?: Node[]
  branches?: Node[]
}

function literals(node: Node): string[] {
  const found: string[] = []
  if (node.type === 2 && !SIGNS.test((node.content ?? '').trim())) found.push((node.content ?? '').trim())
  for (const prop of node.props ?? []) {
    const text = prop.type === 6 && SPOKEN.includes(prop.name ?? '') ? (prop.value?.content ?? '') : ''
    if (!SIGNS.test(text)) found.push(`${prop.name}="${text}"`)
  }
  return [...found, ...(node.children ?? []).flatMap(literals)]
}

describe('texts', () => {
  test('English and Chinese have the same keys, none of them empty', () => {
    expect(keysOf(zh)).toEqual(keysOf(en))
    for (const [key, text] of [...entries(en), ...entries(zh)]) expect(text.trim(), key).not.toBe('')
  })

  test('both languages fill in the same values', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted()
    const chinese = new Map(entries(zh))
    for (const [key, text] of entries(en)) expect(names(chinese.get(key) ?? ''), key).toEqual(names(text))
  })

  test.each(components)('%s has no literal text', (name) => {
    const { descriptor } = parse(readFileSync(join(SRC, name), 'utf8'))
    expect(literals((descriptor.template?.ast ?? { type: 0 }) as unknown as Node)).toEqual([])
  })

  test.each(files)('%s names only texts that exist', (name) => {
    const code = readFileSync(join(SRC, name), 'utf8')
    const known = new Set(keysOf(en))
    for (const [, key] of code.matchAll(/\bt\(\s*'([^']+)'/g)) expect(known, key).toContain(key)
    for (const [, prefix] of code.matchAll(/\bt\(\s*`([\w.-]+\.)\$\{/g)) expect([...known].some((key) => key.startsWith(prefix!)), prefix).toBe(true)
  })
})

function entries(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as [string, string]] : entries(value, `${path}${key}.`)))
}
