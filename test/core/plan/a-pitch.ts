/** A show on air with a cue called pitch, and what the platform answers to it. */
import type { PlannedCue } from '../../../daemon/core/compile/programme.js'
import { applied } from '../../../daemon/core/plan/outcome.js'
import { takeoverId } from '../../../daemon/core/plan/takeover.js'
import { aProgramme } from '../../builders.js'
import { guarded, MARKET, onAir, S1, trace } from './builders.js'

export const pitch = takeoverId(MARKET, 'pitch', 0)
export const PITCH = { airing: MARKET, session: S1, takeover: pitch, gen: 1 } as const
export const taken = (name = 't1') => ({
  type: 'enqueued' as const,
  ...PITCH,
  outcome: applied({ trace: trace(name), prepared: true }),
})
export const show = (...cues: readonly PlannedCue[]) => onAir([aProgramme({ cues })])
export const sends = (actions: Parameters<typeof guarded>[0]) =>
  guarded(actions).filter(({ class: kind }) => kind === 'airing')
