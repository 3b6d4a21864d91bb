import { defineConfig } from 'vitest/config'

/** Pure core tests share one thread (measured ten times faster); edge tests get a process each. */
export default defineConfig({
  test: {
    // Left alone, two cores get one worker; most of what takes long here waits for real processes.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'core',
          root: new URL('..', import.meta.url).pathname,
          include: ['test/core/**/*.test.ts', 'test/simulation/**/*.test.ts'],
          testTimeout: 60_000,
          pool: 'threads',
          isolate: false,
        },
      },
      {
        test: {
          name: 'edge',
          root: new URL('..', import.meta.url).pathname,
          include: ['test/**/*.test.ts'],
          exclude: ['test/core/**', 'test/simulation/**'],
          // Real processes, several at once, perhaps on a machine that others use as well.
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
