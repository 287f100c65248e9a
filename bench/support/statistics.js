/** The middle value; of an even number the lower one. */
export const median = (values) => [...values].sort((a, b) => a - b)[(values.length - 1) >> 1];

/** Median of the ratios pair by pair: what holds when the machine's speed drifts. */
export const ratio = (values, floors) => median(values.map((value, i) => value / floors[i]));

/** Prints rows of equal keys as a table. */
export function table(rows) {
  const names = Object.keys(rows[0]);
  const text = (value) => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : String(value));
  const width = (name) => Math.max(name.length, ...rows.map((row) => text(row[name]).length));
  const line = (row) =>
    names
      .map((name) => text(row[name])[typeof row[name] === 'number' ? 'padStart' : 'padEnd'](width(name)))
      .join('  ');
  console.log(line(Object.fromEntries(names.map((name) => [name, name]))));
  for (const row of rows) console.log(line(row));
}
