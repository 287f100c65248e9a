#!/usr/bin/env node
// Types and lint of everything: most rules ask for types, so both are answered by one program.
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));
const host = {
  getCurrentDirectory: () => root,
  getCanonicalFileName: (path) => path,
  getNewLine: () => '\n',
};
const tell = (diagnostics) => console.log(ts.formatDiagnostics(diagnostics, host));

const config = ts.getParsedCommandLineOfConfigFile(
  `${root}tsconfig.check.json`,
  { incremental: false, tsBuildInfoFile: undefined },
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => tell([diagnostic]) },
);
if (!config) process.exit(1);
const program = ts.createProgram(config.fileNames, config.options);
const wrong = [...config.errors, ...ts.getPreEmitDiagnostics(program)];
if (wrong.length) tell(wrong);

const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: null, programs: [program] } },
  },
});
const results = await eslint.lintFiles('.');
// A warning counts: what nobody has to heed need not be said.
const found = results.filter(({ messages }) => messages.length);
if (found.length) console.log(await (await eslint.loadFormatter('stylish')).format(found));
process.exitCode = wrong.length || found.length ? 1 : 0;
