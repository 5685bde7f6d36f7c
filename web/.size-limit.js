// The largest sizes of what the explorer loads, with Brotli. size-limit checks them in every build.
import { readFileSync } from 'node:fs';

const page = readFileSync('dist/explore.html', 'utf8');
const loaded = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => `dist/${path}`);

export default [
  { name: 'script of /explore, with what it loads later', path: [...loaded, 'dist/assets/{map,theme,webgl,whole}-*.js'], limit: '300 KB' },
  { name: 'outlines of the map', path: 'dist/assets/outlines-*.js', limit: '215 KB' },
];
