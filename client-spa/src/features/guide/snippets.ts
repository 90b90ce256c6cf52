/** Lines that connect a client; the texts follow what the clients were seen to send and need. */
export type Client = 'claude-code' | 'codex' | 'python' | 'node' | 'java' | 'curl'
export type System = 'unix' | 'windows'

export const CLIENTS: readonly Client[] = ['claude-code', 'codex', 'python', 'node', 'java', 'curl']
export const SYSTEMS: readonly System[] = ['unix', 'windows']

/** Where the relay answers; Anthropic clients append `/v1` themselves, OpenAI clients do not. */
export interface Endpoint {
  anthropic: string
  openAi: string
}

export function endpointOf(relayUrl: string): Endpoint {
  const base = `${relayUrl.replace(/\/+$/, '')}/api/client`
  return { anthropic: base, openAi: `${base}/v1` }
}

export interface Snippet {
  /** Key of the text that says where the lines go. */
  caption: 'terminal' | 'codexConfig' | 'code'
  lines: string
}

export const CLAUDE_MODEL = 'claude-haiku-5-5'
export const CODEX_MODEL = 'gpt-6.1-sol'

export function snippetsFor(client: Client, system: System, at: Endpoint, key: string): Snippet[] {
  switch (client) {
    case 'claude-code':
      return [{ caption: 'terminal', lines: claudeCode(system, at, key) }]
    case 'codex':
      return [
        { caption: 'codexConfig', lines: codexConfig(at) },
        { caption: 'terminal', lines: `${assign(system, 'SLUICE_KEY', key)}\ncodex exec "say hi"` },
      ]
    case 'python':
      return [{ caption: 'code', lines: python(at, key) }]
    case 'node':
      return [{ caption: 'code', lines: node(at, key) }]
    case 'java':
      return [{ caption: 'code', lines: java(at, key) }]
    case 'curl':
      return [{ caption: 'terminal', lines: curl(system, at, key) }]
  }
}

/** Whether the lines differ between systems. */
export function dependsOnSystem(client: Client): boolean {
  return client === 'claude-code' || client === 'codex' || client === 'curl'
}

function assign(system: System, name: string, value: string): string {
  return system === 'unix' ? `export ${name}=${value}` : `$env:${name} = "${value}"`
}

function claudeCode(system: System, at: Endpoint, key: string): string {
  return [
    '# base URL without /v1: Claude Code appends it',
    assign(system, 'ANTHROPIC_BASE_URL', at.anthropic),
    assign(system, 'ANTHROPIC_AUTH_TOKEN', key),
    system === 'unix' ? 'unset ANTHROPIC_API_KEY' : 'Remove-Item Env:ANTHROPIC_API_KEY -ErrorAction Ignore',
    'claude -p "say hi"',
  ].join('\n')
}

function codexConfig(at: Endpoint): string {
  return `model = "${CODEX_MODEL}"
model_provider = "sluice"

[model_providers.sluice]
name = "Sluice"
base_url = "${at.openAi}"   # with /v1
env_key = "SLUICE_KEY"
wire_api = "responses"`
}

function python(at: Endpoint, key: string): string {
  return `from anthropic import Anthropic
from openai import OpenAI

claude = Anthropic(base_url="${at.anthropic}", auth_token="${key}")
print(claude.messages.create(model="${CLAUDE_MODEL}", max_tokens=200,
      messages=[{"role": "user", "content": "say hi"}]).content[0].text)

codex = OpenAI(base_url="${at.openAi}", api_key="${key}")
print(codex.responses.create(model="${CODEX_MODEL}", input="say hi").output_text)`
}

function node(at: Endpoint, key: string): string {
  return `import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'

const claude = new Anthropic({ baseURL: '${at.anthropic}', apiKey: '${key}' })
const message = await claude.messages.create({
  model: '${CLAUDE_MODEL}', max_tokens: 200, messages: [{ role: 'user', content: 'say hi' }],
})
console.log(message.content)

const codex = new OpenAI({ baseURL: '${at.openAi}', apiKey: '${key}' })
const response = await codex.responses.create({ model: '${CODEX_MODEL}', input: 'say hi' })
console.log(response.output_text)`
}

function java(at: Endpoint, key: string): string {
  return `AnthropicClient claude = AnthropicOkHttpClient.builder()
        .baseUrl("${at.anthropic}").apiKey("${key}").build();
var message = claude.messages().create(MessageCreateParams.builder()
        .model("${CLAUDE_MODEL}").maxTokens(200).addUserMessage("say hi").build());

OpenAIClient codex = OpenAIOkHttpClient.builder()
        .baseUrl("${at.openAi}").apiKey("${key}").build();
var response = codex.responses().create(ResponseCreateParams.builder()
        .model("${CODEX_MODEL}").input("say hi").build());`
}

function curl(system: System, at: Endpoint, key: string): string {
  const [next, body] =
    system === 'unix'
      ? [' \\', `'{"model":"${CLAUDE_MODEL}","max_tokens":200,"messages":[{"role":"user","content":"say hi"}]}'`]
      : [' `', `'{\\"model\\":\\"${CLAUDE_MODEL}\\",\\"max_tokens\\":200,\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"say hi\\"}]}'`]
  return [
    `${system === 'unix' ? 'curl' : 'curl.exe'} ${at.anthropic}/v1/messages${next}`,
    `  -H "Authorization: Bearer ${key}"${next}`,
    `  -H "anthropic-version: 2023-06-01" -H "content-type: application/json"${next}`,
    `  -d ${body}`,
  ].join('\n')
}
