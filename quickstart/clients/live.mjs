// How long after the last byte of an answer its row stands in the usage page that a person has open, in
// milliseconds, one line per request:
//   node live.mjs   with APP_URL, RELAY_URL, EMAIL, PASSWORD, KEY, CHROMIUM
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const { APP_URL, RELAY_URL, EMAIL, PASSWORD, KEY, CHROMIUM } = process.env;
const STEP_MS_MAX = 20_000;
const WARM_UP = 5;
const MEASURED = 30;
// The next request comes at any time after the last one was seen, not always at the same.
const PAUSE_MS_MAX = 800;
const PAUSE_STEP_MS = 137;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run"];

const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
page.setDefaultTimeout(STEP_MS_MAX);

async function signIn() {
  await page.goto(`${APP_URL}/sign-in`);
  await page.getByLabel("E-mail").fill(EMAIL);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

async function request() {
  const answer = await fetch(`${RELAY_URL}/v1/messages`, { method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "anthropic-version": "2023-06-01", "content-type": "application/json" },
    body: JSON.stringify({ model: "claude-haiku-5-5", max_tokens: 50, messages: [{ role: "user", content: "hi" }] }) });
  assert.equal(answer.status, 200, await answer.text());
  return answer.headers.get("request-id");
}

try {
  await signIn();
  await page.goto(`${APP_URL}/usage`);
  await page.evaluate(() => (window.neverReloaded = true));
  for (let number = 0; number < WARM_UP + MEASURED; number++) {
    await new Promise((resolve) => setTimeout(resolve, (number * PAUSE_STEP_MS) % PAUSE_MS_MAX));
    const id = await request();
    const ended = performance.now();
    await page.locator(`#requests tr a[href="?req=${id}"]`).waitFor();
    if (number >= WARM_UP) console.log(Math.round(performance.now() - ended));
  }
  assert.equal(await page.evaluate(() => window.neverReloaded), true);
} finally {
  await browser.close();
}
