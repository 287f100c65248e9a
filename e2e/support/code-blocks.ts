import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A block of code of the docs or a README. */
export interface Block {
  file: string;
  /** Which of its file's blocks it is, from 1. */
  index: number;
  language: string;
  /** What follows the language, such as `node`. */
  info: string;
  code: string;
}

const root = new URL('../../', import.meta.url);

/** All blocks of what users read: the README, the docs, the packages' READMEs. */
export const codeBlocks = (): Block[] =>
  execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => /^(README\.md|docs\/|packages\/)/.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(new URL(file, root), 'utf8').matchAll(/^( *)```(\w+)([^\n]*)\n([\s\S]*?)^ *```/gm),
      ].map(([, indent = '', language = '', info = '', code = ''], i) => ({
        file,
        index: i + 1,
        language,
        info: info.trim(),
        code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      })),
    );
