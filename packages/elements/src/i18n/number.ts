/**
 * A count, or an average to one decimal: 1,234 and 4.3, as all our languages write them. By hand, as the first number that
 * a page has `Intl` write takes tens of milliseconds on a phone.
 */
export const number = (value: number): string =>
  String(Math.round(value * 10) / 10).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
