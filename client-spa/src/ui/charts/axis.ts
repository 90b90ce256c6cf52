/** Labels of a money axis; the float is a height already, the amounts stand in the table. */
export function axisUsd(value: number): string {
  if (Number.isInteger(value)) return `$${value}`
  if (value >= 10) return `$${Math.round(value)}`
  if (value >= 0.1) return `$${value.toFixed(2)}`
  return `$${value.toPrecision(2)}`
}
