import { defineConfig } from 'vite';

const outlines = (id) => (id.includes('world-atlas') ? 'outlines' : undefined); // loaded for the map alone

// Each page is built by itself, so that none loads what only another needs.
const pages = {
  editor: { input: 'index.html' },
  explorer: { input: 'explore.html', output: { manualChunks: outlines } },
};

export default defineConfig(({ mode }) => ({
  base: './',
  esbuild: { jsx: 'automatic' },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    license: { fileName: `licences-${mode}.md` },
    rollupOptions: pages[mode],
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 8000,
    reportCompressedSize: false,
  },
}));
