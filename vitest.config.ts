import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/lib/longestFirst.mjs'

/** A database, a browser or a crash takes its time; what hangs fails all the same. */
const SLOW = { testTimeout: 240_000, hookTimeout: 240_000 }

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        plugins: [vue()],
        test: {
          name: 'unit',
          include: ['{core,server,client,scripts}/**/*.test.ts'],
          environment: 'node',
          isolate: false, // a process for each file would take twice the time; what a test stubs it takes back
        },
      },
      {
        test: {
          name: 'proof',
          include: ['tests/proof/**/*.test.ts'],
          environment: 'node',
          maxWorkers: 2,
          testTimeout: 900_000,
        },
      },
      {
        test: {
          name: 'api',
          include: ['tests/api/**/*.test.ts'],
          globalSetup: ['tests/api/database.ts'],
          pool: 'forks',
          maxWorkers: 2,
          isolate: false, // each file has a database of its own; to read the server anew for each would take a fifth of the time
          ...SLOW,
        },
      },
      {
        test: {
          name: 'recovery',
          include: ['tests/recovery/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 2, // each file kills a product of its own, and waits for it most of the time
          ...SLOW,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/product.ts'],
          pool: 'forks',
          maxWorkers: 2, // while one waits for the clock or the map, the other has the processor
          isolate: false, // each file launches a browser of its own; to read Playwright anew for each would take a minute
          ...SLOW,
        },
      },
    ],
  },
})
