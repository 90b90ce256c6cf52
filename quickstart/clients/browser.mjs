// A person's way through the browser application, from signing up to the chart:
//   node browser.mjs   with APP_URL, RELAY_URL, MAILBOX_URL, EMAIL, CHROMIUM, SCREENSHOTS (a folder)
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const { APP_URL, RELAY_URL, MAILBOX_URL, EMAIL, CHROMIUM, SCREENSHOTS } = process.env;
const PASSWORD = "correct-horse-battery-staple-42";
const STEP_MS_MAX = 20_000;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run"];

const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
const page = await context.newPage();
page.setDefaultTimeout(STEP_MS_MAX);
const faults = [];
page.on("pageerror", (fault) => faults.push(String(fault)));

const heading = (name) => page.getByRole("heading", { name }).first().waitFor();
const button = (name) => page.getByRole("button", { name, exact: true });
const picture = (name) => page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });

async function signUp() {
  await page.goto(`${APP_URL}/sign-up`);
  await page.getByLabel("Name", { exact: true }).fill("Ada");
  await page.getByLabel("E-mail").fill(EMAIL);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await picture("sign-up");
  await button("Create account").click();
  await heading("Check your mail");
}

async function linkFromTheMail() {
  const deadline = Date.now() + STEP_MS_MAX;
  while (Date.now() < deadline) {
    const letters = await (await fetch(`${MAILBOX_URL}/api/messages?to=${encodeURIComponent(EMAIL)}`)).json();
    const link = letters.flatMap((letter) => letter.links).find((address) => address.includes("token="));
    if (link) return link;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error(`no mail with a link for ${EMAIL}`);
}

async function createKey() {
  await page.goto(`${APP_URL}/keys/new`);
  await page.getByLabel("Key name").fill("Laptop, Claude Code");
  await button("Create key").click();
  const secret = (await page.getByRole("group", { name: "New key" }).innerText()).replace(/\s/g, "");
  assert.match(secret, /^cuk_\w+/);
  await picture("key-created");
  await page.getByLabel("I have saved the key").check();
  await button("Connect a client").click();
  await heading("Connect a client");
  await picture("connect");
  return secret;
}

async function use(secret) {
  const stub = (input, output, read) => ({ "x-stub-input-tokens": `${input}`, "x-stub-output-tokens": `${output}`,
    "x-stub-cache-read": `${read}` });
  const post = async (route, headers, body) => {
    const answer = await fetch(`${RELAY_URL}/api/client${route}`, { method: "POST", body: JSON.stringify(body),
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers } });
    assert.equal(answer.status, 200, await answer.text());
  };
  for (const [n, model] of ["claude-opus-5-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-5-5"].entries()) {
    await post("/v1/messages", { "anthropic-version": "2023-06-01", ...stub(2_000 * (n + 1), 700, 30_000) },
      { model, max_tokens: 4_000, messages: [{ role: "user", content: "hi" }] });
  }
  await post("/v1/responses", stub(4_000, 900, 12_000), { model: "gpt-6.1-sol", input: "hi" });
}

async function seeWhatItCost() {
  await page.goto(`${APP_URL}/usage`);
  await page.getByText("claude-haiku-5-5").first().waitFor();
  await page.getByText("gpt-6.1-sol").first().waitFor();
  await page.getByRole("img", { name: /Stacked bars/ }).first().waitFor();
  await picture("usage");
  await page.goto(`${APP_URL}/`);
  await page.getByRole("img", { name: /Stacked bars/ }).first().waitFor();
  await picture("overview");
}

async function fitsAPhone() {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/", "/usage", "/keys"]) {
    await page.goto(`${APP_URL}${path}`);
    await page.getByRole("heading").first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `${path} is ${wide} px wide (expected: <= 390)`);
  }
  await picture("phone");
}

try {
  await signUp();
  await page.goto(await linkFromTheMail());
  await heading("Connect a client");
  const secret = await createKey();
  await use(secret);
  await seeWhatItCost();
  await fitsAPhone();
  assert.deepEqual(faults, []);
  console.log("the chart shows what was used");
} catch (failure) {
  await picture("failure").catch(() => {});
  throw failure;
} finally {
  await browser.close();
}
