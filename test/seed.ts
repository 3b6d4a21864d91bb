/**
 * What is drawn is the same in every ordinary run, so that CI is never red for a mistake the change in hand has nothing to do
 * with. `SEED=random` draws others (vitest.config.ts says which), `SEED=…` the same again, `RUNS=…` more of them where a test
 * does not say itself how many it needs.
 */
import fc from 'fast-check'

const { SEED, RUNS } = process.env
if (SEED === undefined || !Number.isInteger(Number(SEED)))
  throw new Error(`SEED is "${SEED}": write a whole number, or SEED=random`)

fc.configureGlobal({
  seed: Number(SEED),
  ...(Number(RUNS) > 0 ? { numRuns: Number(RUNS) } : {}),
})
