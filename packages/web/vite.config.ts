import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './build/precompress.ts';

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react(), precompress()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': server,
      '/health': server,
      '/f': server,
      '/socket.io': { target: server, ws: true },
    },
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every visit needs is one file; without this it is thirty, and a browser asks for six at a time.
            { name: 'base', tags: ['$initial'], priority: 2 },
            // Signs are small and many.
            { name: 'icons', test: /lucide-react[\\/]dist[\\/]esm/, priority: 1 },
          ],
        },
      },
    },
  },
});
