import { expect, test } from 'vitest'
import { strengthOf } from '@/ui/strength'

test('what is short or common is weak', () => {
  expect(strengthOf('abc', []).score).toBe(0)
  expect(strengthOf('password1', []).score).toBeLessThan(2)
  expect(strengthOf('qwertyuiop', []).score).toBeLessThan(2)
})

test('names what is wrong', () => {
  expect(strengthOf('lin-qiao-2026', ['Lin Qiao', 'lin.qiao@example.com']).reasons).toContain('personal')
  expect(strengthOf('aaaaaaaaaa', []).reasons).toContain('repeated')
})

test('three unrelated words are strong', () => expect(strengthOf('copper-violin-harbour', []).score).toBeGreaterThanOrEqual(3))
