import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DeskStep, type Draft, deskNight, type Fate } from './desk-night.js'

const often = <T>(weight: number, ...what: readonly T[]) => ({
  weight,
  arbitrary: fc.constantFrom(...what),
})
const draft: fc.Arbitrary<Draft> = fc.record({
  kind: fc.oneof(often<Draft['kind']>(6, 'at'), often<Draft['kind']>(1, 'every', 'after')),
  seconds: fc.oneof(fc.nat(30), fc.nat(300)),
  words: fc.oneof(fc.nat(5), fc.nat(60)),
  urgency: fc.oneof(
    often<Draft['urgency']>(4, 'routine'),
    often<Draft['urgency']>(1, 'priority', 'breaking'),
  ),
  doubt: fc.constantFrom('once', 'once', 'must', 'never-twice'),
  hard: fc.oneof(often(9, false), often(1, true)),
  onCut: fc.constantFrom(undefined, 'drop', 'resume', 'restart'),
  expires: fc.oneof(often(3, undefined), { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) }),
})
const step: fc.Arbitrary<DeskStep> = fc.record({
  what: fc.oneof(
    often<DeskStep['what']>(6, 'pass'),
    often<DeskStep['what']>(1, 'words', 'gone', 'back', 'moved', 'added', 'urgency'),
    often<DeskStep['what']>(1, 'say', 'front', 'back-of-queue', 'cancel', 'skip'),
    often<DeskStep['what']>(1, 'hold', 'release'),
  ),
  pick: fc.nat(20),
  wait: fc.oneof(fc.nat(300), fc.nat(5_000), fc.nat(30_000)),
  draft,
})
const quarter = {
  drafts: fc.array(draft, { minLength: 3, maxLength: 12, size: 'max' }),
  share: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 15 })),
  fates: fc.array(
    fc.oneof(often<Fate>(12, 'prompt'), often<Fate>(1, 'slow', 'answer-lost', 'lost', 'refused')),
    { minLength: 1, maxLength: 40 },
  ),
  steps: fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
}

/**
 * Always the same nights in an ordinary run (test/seed.ts). `SEED=random` for others, `RUNS=2000` for more, `AT=268` for the
 * one at that place alone; `SHRINK=1` cuts a failing one down to what matters, in minutes.
 */
const numRuns = Number(process.env.RUNS ?? 60)
const endOnFailure = process.env.SHRINK === undefined
const only = process.env.AT === undefined ? {} : { path: process.env.AT }

test('whatever is edited and commanded on air, the queue keeps its promises', () => {
  fc.assert(
    fc.property(
      quarter.drafts,
      quarter.share,
      quarter.fates,
      quarter.steps,
      (drafts, share, fates, steps) => {
        const night = deskNight(drafts, share, fates)
        for (const one of steps) {
          night.step(one)
          expect(night.wrong).toEqual([])
        }
        night.end()
        expect(night.wrong).toEqual([])
      },
    ),
    { numRuns, endOnFailure, ...only },
  )
}, 7_200_000)
