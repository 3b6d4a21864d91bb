import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyNight, type Step } from './any-night.js'

const often = (weight: number, ...what: readonly Step['what'][]) => ({
  weight,
  arbitrary: fc.constantFrom(...what),
})
const steps = fc.array(
  fc.record({
    what: fc.oneof(
      often(60, 'answer'),
      often(25, 'pass'),
      often(8, 'hint', 'stray'),
      often(3, 'say'),
      often(1, 'stop', 'start', 'reload', 'withdraw', 'crash'),
    ),
    pick: fc.nat(50),
    as: fc.nat(200),
    wait: fc.oneof(fc.nat(500), fc.nat(5_000), fc.nat(60_000)),
  }),
  { minLength: 20, maxLength: 250, size: 'max' },
)

/**
 * Always the same nights in an ordinary run (test/seed.ts). `SEED=random` for others, `RUNS=2000` for more; `SHRINK=1` to
 * make a failing night as short as it can be, which takes minutes.
 */
const numRuns = Number(process.env.RUNS ?? 50)
const endOnFailure = process.env.SHRINK === undefined

test('whatever happens in a night, no promise is broken and nothing throws', () => {
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      (all, slots, share) => {
        const night = anyNight(slots, share)
        for (const step of all) {
          night.step(step)
          expect(night.wrong).toEqual([])
        }
      },
    ),
    { numRuns, endOnFailure },
  )
}, 7_200_000)

test('the dice of such a night reach every situation of a session and of a takeover', () => {
  const seen = new Set<string>()
  for (const all of fc.sample(steps, { numRuns: 60, seed: 7 })) {
    const night = anyNight(2, 3)
    for (const step of all) {
      night.step(step)
      for (const airing of Object.values(night.state.airings)) {
        seen.add(airing.situation)
        if ('session' in airing) seen.add(`session ${airing.session.situation}`)
        for (const takeover of airing.takeovers) seen.add(`takeover ${takeover.situation}`)
      }
    }
  }
  const all = 'planned opening ready on-air closing closed missed lost'.split(' ')
  const sessions = 'wanted asked unclear initialising ready starting live closing'.split(' ')
  const takeovers = 'waiting sent in-doubt preparing queued speaking'.split(' ')
  const wanted = [
    ...all,
    ...sessions.map((s) => `session ${s}`),
    ...takeovers.map((s) => `takeover ${s}`),
  ]
  expect(wanted.filter((situation) => !seen.has(situation))).toEqual([])
}, 600_000)
