/** What is sent again: how often, and nothing that was heard as the daemon could know. S2, S12. */
import type { Doubt } from '../../daemon/core/rundown/rundown.js'
import { isForgotten, ours } from './judge-safety.js'
import { doubtOf, isQuestion, named } from './named.js'
import { clockOf, isClear, isStormy, type Night } from './night.js'
import { type ItemTruth, rootOf } from './truth.js'

export function judgeAgain(night: Night): void {
  wholeTwice(night)
  const sendings = sendingsOf(night)
  heardAndSent(night, sendings)
  tooOften(night, sendings)
}

/** S2. Whatever its name after an edit, a cut or a relay, each piece is heard to its end once, unless it must air. */
function wholeTwice(night: Night): void {
  const whole = new Map<string, ItemTruth[]>()
  for (const item of ours(night)) {
    if (item.over?.how !== 'finished' || item.takeover === '') continue
    const { airing, cue, turn, part } = named(item.takeover)
    const piece = `${airing}/${cue}/${turn}.${part}`
    whole.set(piece, [...(whole.get(piece) ?? []), item])
  }
  for (const [piece, items] of whole)
    if (items.length > 1 && items.every(({ takeover }) => doubtOf(night, takeover) !== 'must'))
      night.breach('S2', `${piece} was heard whole ${items.length} times`)
}

interface Sending {
  readonly gen: number
  readonly at: number
  readonly because: string
  readonly isApplied: boolean
}

/** Of each takeover, what may have reached the platform. */
function sendingsOf({ store }: Night): ReadonlyMap<string, readonly Sending[]> {
  const sendings = new Map<string, Sending[]>()
  for (const { action, at, state } of store?.intents().values() ?? []) {
    if (action.class !== 'airing' || state === 'not-applied') continue
    const { gen, because } = action
    const takeover = rootOf(action.takeover)
    const sending = { gen, at, because, isApplied: state === 'applied' }
    sendings.set(takeover, [...(sendings.get(takeover) ?? []), sending])
  }
  return sendings
}

/** S2. What was taken, and was heard to its end while its queue could be read, is not sent again: not what must air either. */
function heardAndSent(night: Night, sendings: ReadonlyMap<string, readonly Sending[]>): void {
  const items = new Map(ours(night).map((item) => [`${item.takeover}/${item.gen}`, item]))
  for (const [takeover, all] of sendings) {
    if (all.length < 2) continue
    for (const early of all) {
      const heard = items.get(`${takeover}/${early.gen}`)
      if (!early.isApplied || !heard || !couldBeKnown(night, heard)) continue
      const over = heard.over?.at ?? Infinity
      const later = all.find(({ gen, at }) => gen > early.gen && at > over + 3_000)
      if (later)
        night.breach(
          'S2',
          `${takeover}/${later.gen} was sent at ${clockOf(later.at)} (${later.because}), and heard by ${clockOf(over)}`,
        )
    }
  }
}

/** Nothing hid it, and nobody lied about it. Two lists lost by chance hide all of a short text: such a night is no proof. */
function couldBeKnown(night: Night, item: ItemTruth): boolean {
  const { trace, speakingAt, over } = item
  if (over?.how !== 'finished' || speakingAt === undefined) return false
  if (night.forged.has(trace) || isForgotten(night, [item])) return false
  if (isStormy(night) && speakingAt < night.still) return false
  return isClear(night, speakingAt, over.at)
}

/** Written down here as well: what limits.ts says may be the mistake. */
const SENDINGS: Readonly<Record<Doubt, number>> = {
  once: 2,
  must: 8,
  'never-twice': 1,
}

/** S12. What gave way to a live voice before it began is sent anew, and that is no doubt: such a show is not counted. */
function tooOften(night: Night, sendings: ReadonlyMap<string, readonly Sending[]>): void {
  const voiced = night.scenario.happenings.flatMap((one) => (one.do === 'speak' ? [one.show] : []))
  for (const [takeover, all] of sendings) {
    const show = night.airings.find(({ id }) => id === named(takeover).airing)?.plan.show
    if (show === undefined || voiced.includes(show)) continue
    const most = isQuestion(takeover) ? SENDINGS.once : SENDINGS[doubtOf(night, takeover)]
    if (all.length > most) night.breach('S12', `${takeover} was sent ${all.length} times`)
  }
}
