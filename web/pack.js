// Makes of what Vite built what the program carries.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

// Everything that the bundle is made from. stale_test.go knows the same list.
const sources = ['.size-limit.js', 'documents', 'explore.html', 'index.html', 'pack.js', 'package-lock.json', 'package.json', 'questions', 'src', 'vite.config.js'];

/** The files at a path and below it, in the order of their names. */
function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => files(`${path}/${name}`));
}

// The licences of the libraries of both pages, each library once.
const heading = /\n(?=## )/;
const parts = ['dist/licences-editor.md', 'dist/licences-explorer.md'];
const texts = parts.map((path) => readFileSync(path, 'utf8').split(heading).map((text) => text.trimEnd()));
const libraries = [...new Set(texts.flatMap(([, ...list]) => list))].sort();
writeFileSync('dist/licences.md', `${[texts[0][0], ...libraries].join('\n\n')}\n`);
for (const path of parts) rmSync(path);

// Each file but the pages is replaced by its gzip form, which is what the program carries and sends.
for (const path of files('dist').filter((name) => !/^dist\/\w+\.html$/.test(name))) {
  const packed = gzipSync(readFileSync(path), { level: 9 });
  packed[9] = 255; // the operating system, so that every one gives the same bytes
  writeFileSync(`${path}.gz`, packed);
  rmSync(path);
}

// What the bundle was made from, in the format of sha256sum.
const line = (path) => `${createHash('sha256').update(readFileSync(path)).digest('hex')}  ${path}\n`;
writeFileSync('dist/sources.sha256', sources.flatMap(files).map(line).join(''));
