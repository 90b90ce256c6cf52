// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import QrCode from '@/ui/QrCode.vue'

const PIXELS_PER_SQUARE = 4

/** What a camera sees of the drawn squares, on white. */
function photographed(size: number, squares: string): Uint8ClampedArray {
  const side = size * PIXELS_PER_SQUARE
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y] of squares.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let at = 0; at < PIXELS_PER_SQUARE ** 2; at++) {
      const row = Number(y) * PIXELS_PER_SQUARE + Math.floor(at / PIXELS_PER_SQUARE)
      const column = Number(x) * PIXELS_PER_SQUARE + (at % PIXELS_PER_SQUARE)
      pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
    }
  }
  return pixels
}

test.each([
  'otpauth://totp/Sluice:lin.qiao%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sluice',
  `otpauth://totp/${'%E6%B0%B4%E9%97%B8'.repeat(6)}:${'a'.repeat(190)}%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sluice&digits=6`,
])('a reader reads what was drawn: %s', (text) => {
  const drawn = mount(QrCode, { props: { text, label: 'QR code' } }).get('svg')
  const size = Number(drawn.attributes('viewBox')!.split(' ')[2])
  const side = size * PIXELS_PER_SQUARE
  expect(drawn.attributes('role')).toBe('img')
  expect(jsQR(photographed(size, drawn.get('path').attributes('d')!), side, side)?.data).toBe(text)
})
