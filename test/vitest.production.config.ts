import { defineConfig } from 'vitest/config';

/** `npm run test:production-server`: what the Compose file does, with programs built from the Go module. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/compose/production-server.ts'],
    pool: 'forks',
    // Each test goes on from the one before.
    bail: 1,
    testTimeout: 180_000,
    // The first build of the server takes minutes; later ones find it in the cache folder.
    hookTimeout: 1_800_000,
  },
});
