/**
 * Who gives way to whom, written down in full (docs/queue.md). Lower never cuts higher, equal never cuts equal. What
 * must air and what starts hard is cut by nothing but the next hard start.
 */
import type { Urgency } from '../rundown/rundown.js'
import type { TakeoverFacts } from './takeover.js'

/**
 * `waits`: behind all of its urgency that were due before it. `goes-first`: at the end of the item on air, before all
 * that is less urgent. `cuts`: the item on air ends with the sentence that is being spoken.
 */
export type Preemption = 'waits' | 'goes-first' | 'cuts'

/** By the urgency of what comes, then of what speaks. */
export const PREEMPTION: Readonly<Record<Urgency, Readonly<Record<Urgency, Preemption>>>> = {
  routine: { routine: 'waits', priority: 'waits', breaking: 'waits' },
  priority: { routine: 'goes-first', priority: 'waits', breaking: 'waits' },
  breaking: { routine: 'cuts', priority: 'cuts', breaking: 'waits' },
}

type Matched = Pick<TakeoverFacts, 'urgency' | 'doubt' | 'start'>

/** What `coming` does to `speaking`, hard starts aside: those have their own time (hard-start.ts). */
export function preemption(coming: Pick<Matched, 'urgency'>, speaking: Matched): Preemption {
  const by = PREEMPTION[coming.urgency][speaking.urgency]
  return by === 'cuts' && isProtected(speaking) ? 'goes-first' : by
}

export const isProtected = ({ doubt, start }: Pick<Matched, 'doubt' | 'start'>): boolean =>
  doubt === 'must' || start.kind === 'hard'
