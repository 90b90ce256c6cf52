import { expect, test } from 'vitest'
import { highlight } from '@/ui/highlight'
import { CLIENTS, endpointOf, snippetsFor } from '@/features/guide/snippets'

const AT = endpointOf('https://relay.example.com/')
const lines = (client: (typeof CLIENTS)[number]) => snippetsFor(client, 'unix', AT, 'cuk_x').map((snippet) => snippet.lines).join('\n')

test('Claude Code gets the address without /v1, a token, and no API key that would win', () => {
  expect(lines('claude-code')).toContain('export ANTHROPIC_BASE_URL=https://relay.example.com/api/client\n')
  expect(lines('claude-code')).toContain('export ANTHROPIC_AUTH_TOKEN=cuk_x')
  expect(lines('claude-code')).toContain('unset ANTHROPIC_API_KEY')
})

test('Codex gets the address with /v1 in its file and speaks responses', () => {
  expect(lines('codex')).toContain('base_url = "https://relay.example.com/api/client/v1"')
  expect(lines('codex')).toContain('wire_api = "responses"')
  expect(lines('codex')).not.toContain('OPENAI_BASE_URL')
})

test.each(CLIENTS)('%s carries the key', (client) => expect(lines(client)).toContain('cuk_x'))

test('colours change no character', () => {
  for (const client of CLIENTS) expect(highlight(lines(client)).map((piece) => piece.text).join('')).toBe(lines(client))
})
