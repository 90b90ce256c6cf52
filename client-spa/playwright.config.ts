import { execSync } from 'node:child_process'
import { defineConfig } from '@playwright/test'

const PORT = 4173

/** Debian's Chromium, as Playwright brings none of its own here. */
function chromium(): string {
  return execSync('command -v chromium || command -v chromium-browser || command -v google-chrome').toString().trim()
}

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  retries: 0,
  // Generous: the machine that runs this is often busy.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    timezoneId: 'Asia/Shanghai',
    locale: 'en-GB',
    launchOptions: {
      executablePath: chromium(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    },
  },
  webServer: { command: `vite preview --host 127.0.0.1 --port ${PORT} --strictPort`, url: `http://127.0.0.1:${PORT}` },
})
