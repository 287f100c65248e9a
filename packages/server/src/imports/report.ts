import type { ImportEvent } from '@continuo/protocol';

const number = new Intl.NumberFormat('en');

/**
 * Shows an import as it runs: refused rows on standard output, progress on the terminal, a summary at the end.
 * Resolves to the exit code: 1 when nothing good was in the feed or it could not be read.
 * @param options.retires whether it is an import that retires what is missing. Default true
 * @param options.dryRun whether nothing was stored. Default false
 */
export async function report(
  events: AsyncIterable<ImportEvent>,
  { retires = true, dryRun = false }: { retires?: boolean; dryRun?: boolean } = {},
): Promise<number> {
  const started = performance.now();
  const { stderr } = process;
  const progress = (words: string) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${words}`);
  };
  for await (const event of events) {
    const seconds = (performance.now() - started) / 1000;
    switch (event.type) {
      case 'refused':
        progress('');
        console.log(`line ${event.line}  ${event.item ?? '?'}  ${event.field}: ${event.reason}`);
        break;
      case 'progress':
        progress(
          `${number.format(event.rows)} rows, ${number.format(Math.round(event.rows / seconds))} a second`,
        );
        break;
      case 'failed':
        progress('');
        console.error(`${event.code}: ${event.detail}`);
        return 1;
      case 'done': {
        progress('');
        const { rows, added, changed, unchanged, retired, refused } = event;
        const parts = Object.entries({ added, changed, unchanged, ...(retires && { retired }), refused });
        console.log(
          `${number.format(rows)} rows in ${seconds.toFixed(1)} s: ` +
            parts.map(([name, count]) => `${number.format(count)} ${name}`).join(', '),
        );
        if (dryRun) console.log('This was a dry run: nothing was stored.');
        return rows > refused ? 0 : 1;
      }
    }
  }
  console.error('The import broke off before it was complete; repeat it.');
  return 1;
}
