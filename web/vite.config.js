import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

// Everything that the bundle is made from. stale_test.go knows the same list.
const sources = ['index.html', 'package-lock.json', 'package.json', 'questions', 'src', 'vite.config.js'];

export default defineConfig({
  base: './',
  esbuild: { jsx: 'automatic' },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    license: { fileName: 'licences.md' },
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 8000,
    reportCompressedSize: false,
  },
  plugins: [compressed(), stamp()],
});

/** Replaces each file but the page by its gzip form, which is what the program carries and sends. */
function compressed() {
  return {
    name: 'compressed',
    closeBundle() {
      for (const path of files('dist').filter((name) => name !== 'dist/index.html')) {
        const packed = gzipSync(readFileSync(path), { level: 9 });
        packed[9] = 255; // the operating system, so that every one gives the same bytes
        writeFileSync(`${path}.gz`, packed);
        rmSync(path);
      }
    },
  };
}

/** Writes down what the bundle was made from, in the format of sha256sum. */
function stamp() {
  return {
    name: 'stamp',
    closeBundle() {
      const line = (path) => `${createHash('sha256').update(readFileSync(path)).digest('hex')}  ${path}\n`;
      writeFileSync('dist/sources.sha256', sources.flatMap(files).map(line).join(''));
    },
  };
}

/** The files at a path and below it, in the order of their names. */
function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => files(`${path}/${name}`));
}
