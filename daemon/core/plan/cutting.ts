/**
 * Breaking news cuts what speaks, by the matrix of preemption.ts. It is first put next in line and what speaks is cut
 * when the platform has it: so the audience hears no gap, and news that the platform refuses cuts nothing.
 */
import type { Instant } from '../time.js'
import type { Manned } from './airing.js'
import { cutShort } from './going-on.js'
import { inOrder } from './order.js'
import { preemption } from './preemption.js'
import { type Takeover, title } from './takeover.js'

export function cutForBreaking(airing: Manned, now: Instant): Manned {
  const onAir = onAirIn(airing)
  const [next] = onAir ? airing.takeovers.filter(isInLine).sort(inOrder(now)) : []
  // A hard start ahead of it would be the one to get the air, before its time.
  if (!onAir || next?.start.kind !== 'soft' || preemption(next, onAir) !== 'cuts') return airing
  const because = `cut for ${next.cue ?? `"${title(next.script)}"`}, which is ${next.urgency}`
  return cutShort(airing, onAir, { reason: 'PREEMPTED', because }, now)
}

const isInLine = (takeover: Takeover) =>
  takeover.situation === 'queued' && takeover.recall === undefined && !takeover.piece?.continues

/** What speaks and nobody has cut yet. */
export const onAirIn = ({ takeovers }: Pick<Manned, 'takeovers'>) =>
  takeovers.find(
    (one): one is Extract<Takeover, { situation: 'speaking' }> =>
      one.situation === 'speaking' && one.recall === undefined,
  )
