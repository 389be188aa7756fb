/** A number with so many decimals, its minus sign a minus, and no minus before a nought. */
export const decimals = (value: number, digits: number): string =>
  (Number(value.toFixed(digits)) + 0).toFixed(digits).replace('-', '−');
