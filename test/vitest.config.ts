import { randomInt } from 'node:crypto'
import { defineConfig } from 'vitest/config'
import { Stuck } from './stuck.js'

const root = new URL('..', import.meta.url).pathname

const { SEED = '7' } = process.env
const seed = SEED === 'random' ? String(randomInt(2 ** 31)) : SEED
if (SEED === 'random') console.log(`SEED=${seed} draws the same again`)
/** For all that is drawn in tests, whatever draws it. */
const drawing = { setupFiles: ['test/seed.ts'], env: { SEED: seed } }

/**
 * Pure core tests share one thread (measured ten times faster); edge tests get a process each. Whole stations as real
 * processes come last and two files at a time: shows start at their instants there, and must not wait for other tests.
 */
export default defineConfig({
  test: {
    reporters: ['default', new Stuck()],
    projects: [
      {
        test: {
          name: 'core',
          root,
          ...drawing,
          include: ['test/core/**/*.test.ts', 'test/simulation/**/*.test.ts'],
          testTimeout: 60_000,
          pool: 'threads',
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'edge',
          root,
          ...drawing,
          include: ['test/**/*.test.ts'],
          exclude: ['test/core/**', 'test/simulation/**', 'test/e2e/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          root,
          include: ['test/e2e/**/*.test.ts'],
          // Several daemons at once, perhaps on a machine that others use as well.
          testTimeout: 180_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
