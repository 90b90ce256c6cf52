import { describe, expect, test } from 'vitest'
import { exactUsd, formatRate, formatUsd, nano, parseAmount, sumUsd, toUsd } from '@/ui/format/money'

describe('money', () => {
  test('keeps amounts that a float would lose', () => {
    expect(toUsd(nano('9007199254740993.000000001'))).toBe('9007199254740993.000000001')
    expect(sumUsd(['0.100000000', '0.200000000'])).toBe('0.300000000')
  })

  test.each([
    ['1234.560000000', 2, '$1,234.56'],
    ['0.108128400', 4, '$0.1081'],
    ['0.999950000', 4, '$1.0000'],
    ['0.000000001', 4, '<$0.0001'],
    ['0.004000000', 2, '<$0.01'],
    ['0.000000000', 4, '$0'],
    ['0.000000000', 2, '$0.00'],
    ['-0.380000000', 2, '\u2212\u2060$0.38'],
    ['172.400000000', 0, '$172'],
  ])('shows %s with %i places as %s', (usd, places, shown) => expect(formatUsd(usd, places)).toBe(shown))

  test('parts the exact amount where the fine print begins', () => {
    expect(exactUsd('0.108128400')).toEqual({ shown: '$0.1081', fine: '28400' })
  })

  test('shows a rate with the places the price book uses', () => {
    expect(formatRate('4.000000000')).toBe('$4.00')
    expect(formatRate('0.125000000')).toBe('$0.125')
  })

  test('reads what people type and nothing else', () => {
    expect(parseAmount(' $1,000.5 ')).toBe('1000.500000000')
    expect(parseAmount('0')).toBeUndefined()
    expect(parseAmount('1e3')).toBeUndefined()
    expect(parseAmount('-5')).toBeUndefined()
  })

  test('refuses what is not an amount, naming it', () => expect(() => nano('1.5e3')).toThrow('amount: 1.5e3'))
})
