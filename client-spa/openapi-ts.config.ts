import { defineConfig } from '@hey-api/openapi-ts'

export default defineConfig({
  input: '../docs/reference/openapi.yaml',
  output: 'src/api/generated',
  logs: { level: 'warn', file: false },
  plugins: [{ name: '@hey-api/client-axios', throwOnError: true }, '@hey-api/typescript', '@hey-api/sdk'],
})
