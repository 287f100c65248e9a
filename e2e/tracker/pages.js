// Serves the page under test from an origin of its own: core and tracker, bundled from their built modules.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';

const root = new URL('../../', import.meta.url);

/** Bundles `code`, which may import our packages, into named files. */
export async function bundle(code) {
  const built = await rollup({
    input: 'entry',
    onwarn: () => {}, // what rollup has to say is said by the build
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? fileURLToPath(new URL('entry.js', root)) : null),
        load: (id) => (id.endsWith('/entry.js') ? code : null),
      },
      nodeResolve({ browser: true }),
      replace({ 'process.env.NODE_ENV': '"production"', preventAssignment: true }),
      terser({ module: true, ecma: 2022 }),
    ],
  });
  const { output } = await built.generate({ format: 'es', entryFileNames: 'page.js' });
  await built.close();
  return new Map(output.map((file) => [`/${file.fileName}`, file.code]));
}

/** Serves `files`, and for every other path an HTML page that loads `/page.js`, which may speak to `collector`. */
export async function startPages(port, files, collector) {
  const strict = [
    `default-src 'none'`,
    `script-src 'self'`,
    `connect-src ${collector}`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const file = files.get(pathname);
    if (file) return response.setHeader('content-type', 'text/javascript').end(file);
    if (pathname === '/favicon.ico') return response.writeHead(404).end();
    if (searchParams.has('csp')) response.setHeader('content-security-policy', strict);
    response
      .setHeader('content-type', 'text/html')
      .end(
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>${pathname}</title>` +
          (pathname === '/empty' ? '' : `<script type="module" src="/page.js"></script>`),
      );
  });
  await new Promise((resolve) => server.listen(port, resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
