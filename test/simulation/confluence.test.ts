/** S13: callbacks are hints. Lost, doubled, shuffled or late, the as-run log says the same in the end. */
import { describe, expect, test } from 'vitest'
import type { Urgency } from '../../daemon/core/rundown/rundown.js'
import { seconds } from '../../daemon/core/time.js'
import type { Profile } from '../../daemon/stand-in/softsugar/profile.js'
import { draw } from './draw.js'
import { run } from './run.js'
import type { Scenario } from './scenario.js'

/**
 * The shows of a seed with a vendor that does nothing else wrong, and nothing that cuts: whether a speech just ended or was
 * cut is a matter of when it was known.
 */
const only = (seed: number, profile: Partial<Profile>): Scenario => {
  const night = draw(seed, 'hostile')
  const accounts = night.accounts.map((account) => {
    const { init = seconds(2), prepare = seconds(0) } = account.profile
    const plain = { init, prepare, slots: account.slots, ...profile }
    return { ...account, exclusive: true, profile: plain }
  })
  const shows = night.shows.map((show) => ({
    ...show,
    cues: show.cues.map((cue) => ({ ...cue, hard: undefined, urgency: calm(cue.urgency) })),
  }))
  return { ...night, shows, accounts, happenings: [], calmFrom: night.until, store: 'model' }
}

const calm = (urgency: Urgency): Urgency => (urgency === 'breaking' ? 'priority' : urgency)

async function verdicts(scenario: Scenario): Promise<readonly string[]> {
  const { rows, violations } = await run(scenario)
  expect(violations).toEqual([])
  return rows.map(({ type, instance, status }) => `${type} ${instance} ${status}`).sort()
}

const CALLBACKS: Readonly<Record<string, Partial<Profile>>> = {
  'all lost': { loseCallbacks: 1 },
  'half of them lost': { loseCallbacks: 0.5 },
  'all doubled and shuffled': {
    repeatCallbacks: 1,
    shuffleCallbacks: true,
    shuffleWindow: seconds(2),
  },
}

describe('the same as-run log, whatever becomes of the callbacks', () => {
  for (const [how, profile] of Object.entries(CALLBACKS)) {
    test(how, async () => {
      for (const seed of [1, 2, 3, 4, 5, 6, 8, 9])
        expect(await verdicts(only(seed, profile)), `seed ${seed}`).toEqual(
          await verdicts(only(seed, {})),
        )
    }, 60_000)
  }
})
