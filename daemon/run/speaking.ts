/**
 * Questions belong to the occurrence of a show, by whichever session it is on air: which one that is now, and whether
 * an answer is on its way in any.
 */
import type { QuestionId } from '../core/ask/question.js'
import { type Airing, hasEnded } from '../core/plan/airing.js'
import type { AiringId } from '../core/plan/calendar.js'
import { occurrenceOf } from '../core/plan/relay.js'
import type { State } from '../core/plan/state.js'

export const isOnAir = (airing: Airing): boolean =>
  airing.situation === 'on-air' && airing.parked === undefined && airing.stop === undefined

/** The session of each that is on air, or goes on next; of one that is over there is none. */
export function speaking(
  airings: State['airings'],
  occurrences: { readonly has: (occurrence: AiringId) => boolean },
): ReadonlyMap<AiringId, Airing> {
  const found = new Map<AiringId, Airing>()
  for (const airing of Object.values(airings)) {
    const occurrence = occurrenceOf(airing.id)
    if (!occurrences.has(occurrence) || hasEnded(airing)) continue
    const other = found.get(occurrence)
    if (!other || rank(airing) >= rank(other)) found.set(occurrence, airing)
  }
  return found
}

export const speakingFor = (airings: State['airings'], occurrence: AiringId): Airing | undefined =>
  speaking(airings, new Set([occurrence])).get(occurrence)

const rank = (airing: Airing) => (airing.handingOver ? 0 : isOnAir(airing) ? 2 : 1)

/** In the queue of whichever session. */
export const isOnItsWay = (airings: State['airings'], question: QuestionId): boolean =>
  Object.values(airings).some(({ takeovers }) =>
    takeovers.some(({ script }) => script.words?.question === question),
  )
