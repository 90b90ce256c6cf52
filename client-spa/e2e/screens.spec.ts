import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { playApi } from './playedApi'
import { KEYS, REQUESTS } from './world'

/** Every screen, in both themes, wide and narrow: nothing axe objects to, nothing that scrolls sideways. */
interface Screen {
  name: string
  path: string
  signedIn: boolean
  ready: (page: Page) => Promise<void>
}

const heading = (name: string) => (page: Page) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

const SCREENS: Screen[] = [
  { name: 'sign-up', path: '/sign-up', signedIn: false, ready: (page) => expect(page.getByText('Checked that you are not a bot')).toBeVisible() },
  { name: 'sign-in', path: '/sign-in', signedIn: false, ready: heading('Sign in') },
  { name: 'reset', path: '/reset', signedIn: false, ready: (page) => expect(page.getByText('Checked that you are not a bot')).toBeVisible() },
  { name: 'new-password', path: '/reset/confirm?token=t', signedIn: false, ready: heading('Choose a new password') },
  { name: 'old-link', path: '/reset/confirm', signedIn: false, ready: heading('This link does not work') },
  { name: 'confirm-email', path: '/confirm-email?token=t', signedIn: false, ready: (page) => expect(page.getByText('Address changed')).toBeVisible() },
  { name: 'guide', path: '/connect', signedIn: false, ready: (page) => expect(page.getByText('ANTHROPIC_BASE_URL')).toBeVisible() },
  { name: 'overview', path: '/', signedIn: true, ready: (page) => expect(page.locator('canvas')).toBeVisible() },
  { name: 'usage', path: '/usage', signedIn: true, ready: (page) => expect(page.locator('canvas')).toBeVisible() },
  { name: 'charge', path: `/usage?req=${REQUESTS[1]!.id}`, signedIn: true, ready: (page) => expect(page.getByText('How it adds up')).toBeVisible() },
  { name: 'keys', path: '/keys', signedIn: true, ready: (page) => expect(page.getByText('CI review bot').filter({ visible: true })).toBeVisible() },
  { name: 'key', path: `/keys/${KEYS[0]!.id}`, signedIn: true, ready: (page) => expect(page.locator('canvas')).toBeVisible() },
  { name: 'create-key', path: '/keys/new', signedIn: true, ready: heading('Create key') },
  { name: 'connect', path: '/connect', signedIn: true, ready: (page) => expect(page.getByText('It works')).toBeVisible() },
  { name: 'account', path: '/account', signedIn: true, ready: (page) => expect(page.getByLabel('Name')).toHaveValue('Lin Qiao') },
]

async function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${theme}, ${width} px`, () => {
      test.use({ colorScheme: theme, viewport: { width, height: 900 } })
      for (const screen of SCREENS) {
        test(screen.name, async ({ page }) => {
          await playApi(page, screen.signedIn)
          await page.goto(screen.path)
          await screen.ready(page)
          await page.screenshot({ path: `test-results/screens/${screen.name}-${theme}-${width}.png` })
          const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
          expect(await sidewaysOverflow(page)).toBe(0)
          await page.setViewportSize({ width: 320, height: 700 })
          await expect.poll(() => sidewaysOverflow(page)).toBe(0)
        })
      }
    })
  }
}

test('Chinese, dark, on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.addInitScript(() => localStorage.setItem('sluice.locale', 'zh'))
  await playApi(page, true)
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: '概览' })).toBeVisible()
  await expect(page.locator('canvas')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await page.screenshot({ path: 'test-results/screens/overview-zh.png' })
  expect(await sidewaysOverflow(page)).toBe(0)
})
