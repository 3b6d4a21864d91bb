/** What the platform holds and is to give back: asked for until its list no longer has it. */
import { RECALL_AGAIN } from '../limits.js'
import { after, type Instant } from '../time.js'
import type { Guarded } from './actions.js'
import type { Manned } from './airing.js'
import type { SessionId } from './events.js'
import { type Pursuit, still } from './pursuit.js'
import { type HeldTakeover, hasEnded, isHeld, type Takeover } from './takeover.js'

/** Asks, and asks again, for what is recalled. */
export function askBack(airing: Manned, session: SessionId, now: Instant): Pursuit<Manned> {
  const actions: Guarded[] = []
  const takeovers = airing.takeovers.map((takeover): Takeover => {
    if (!isHeld(takeover) || !takeover.recall || takeover.recall.askAgainAt > now) return takeover
    const { recall } = takeover
    const call = airing.calls + actions.length
    actions.push(cancel(airing, session, takeover, call, recall.because))
    return { ...takeover, recall: { ...recall, askAgainAt: after(now, RECALL_AGAIN) } }
  })
  if (actions.length === 0) return still(airing)
  return {
    airing: { ...airing, takeovers, calls: airing.calls + actions.length },
    actions,
    needs: [],
  }
}

/** What was given up in preparation is taken back from the platform. */
export function takeBackGivenUp(
  before: Manned,
  judged: Manned,
  session: SessionId,
): readonly Guarded[] {
  return before.takeovers.flatMap((takeover, at) => {
    const now = judged.takeovers[at]
    if (takeover.situation !== 'preparing' || !now || !hasEnded(now)) return []
    return [
      cancel(before, session, takeover, `${takeover.id}/${takeover.gen}`, now.says ?? 'given up'),
    ]
  })
}

const cancel = (
  airing: Manned,
  session: SessionId,
  { id, gen, trace }: HeldTakeover,
  call: number | string,
  because: string,
): Guarded => ({
  type: 'cancel',
  class: 'converge',
  key: `cancel:${airing.id}#${call}`,
  because,
  account: airing.account,
  airing: airing.id,
  session,
  takeover: id,
  gen,
  trace,
})
