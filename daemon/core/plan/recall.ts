/** What the platform holds and is to give back: asked for until its list no longer has it. */
import { RECALL_AGAIN } from '../limits.js'
import { after, type Instant } from '../time.js'
import type { Guarded } from './actions.js'
import type { Manned } from './airing.js'
import type { SessionId } from './events.js'
import { type Pursuit, still } from './pursuit.js'
import { type HeldTakeover, hasEnded, isHeld, renewed, type Takeover } from './takeover.js'
import { hear } from './takeover-progress.js'
import { takenBack } from './verdicts.js'

/** Asks, and asks again, for what is recalled. */
export function askBack(airing: Manned, session: SessionId, now: Instant): Pursuit<Manned> {
  const actions: Guarded[] = []
  const takeovers = airing.takeovers.map((takeover): Takeover => {
    if (!isHeld(takeover) || !takeover.recall || takeover.recall.askAgainAt > now) return takeover
    const { recall } = takeover
    const call = airing.calls + actions.length
    actions.push(cancel(airing, session, takeover, call, recall.because))
    return renewed(takeover, { recall: { ...recall, askAgainAt: after(now, RECALL_AGAIN) } })
  })
  if (actions.length === 0) return still(airing)
  return {
    airing: { ...airing, takeovers, calls: airing.calls + actions.length },
    actions,
    needs: [],
  }
}

/** What is not to air any more: gone at once if it was not sent, else taken back as soon as it is known to be there. */
export function withdrawUnwanted(airing: Manned, now: Instant): Manned {
  if (!airing.takeovers.some(({ unwanted }) => unwanted !== undefined)) return airing
  const takeovers = airing.takeovers.map((takeover) => {
    const { unwanted, situation } = takeover
    if (unwanted === undefined) return takeover
    return situation === 'waiting'
      ? hear(takeover, { type: 'ended', as: takenBack(situation, unwanted) }, now)
      : hear(takeover, { type: 'recalled', ...unwanted }, now)
  })
  return { ...airing, takeovers }
}

/** What was given up in preparation is taken back from the platform. */
export function takeBackGivenUp(
  before: Manned,
  judged: Manned,
  session: SessionId,
): readonly Guarded[] {
  return before.takeovers.flatMap((takeover, at) => {
    const now = judged.takeovers[at]
    if (takeover.situation !== 'preparing' || !now) return []
    if (!hasEnded(now) && now.gen === takeover.gen) return []
    const because = (hasEnded(now) ? now.says : undefined) ?? 'not prepared in time'
    return [cancel(before, session, takeover, `${takeover.id}/${takeover.gen}`, because)]
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
