/** The one queue, ours: what is heard in which order, what cuts what, and nothing after its time. S4. */

import type { Guarded } from '../../daemon/core/plan/actions.js'
import { isProtected, PREEMPTION } from '../../daemon/core/plan/preemption.js'
import type { Urgency } from '../../daemon/core/rundown/rundown.js'
import { after, minutes, seconds } from '../../daemon/core/time.js'
import { inOrder } from './judge-order.js'
import { ours } from './judge-safety.js'
import { doubtOf, named, plannedAt, startsHard, urgencyOf } from './named.js'
import { clockOf, isMistimed, type Night } from './night.js'
import type { Happening } from './scenario.js'

export function judgeQueue(night: Night): void {
  inOrder(night)
  inTime(night)
  cutByTheMatrix(night)
}

/** S4. A request may be on its way for as long as the latest effect takes, and behind one other item. */
function inTime(night: Night): void {
  const EXPIRES = minutes(10)
  for (const { takeover, receivedAt } of ours(night)) {
    const due = plannedAt(night, takeover)
    const { airing, cue: name, part } = named(takeover)
    // A piece behind one that aired has time of its own.
    if (part > 1) continue
    const plan = night.airings.find(({ id }) => id === airing)
    const cue = plan?.plan.cues.find((one) => one.name === name)
    if (due === undefined || !cue || !plan || isMistimed(night, plan)) continue
    const until =
      cue.expires === undefined
        ? cue.doubt === 'must'
          ? plan.endsAt
          : after(due, EXPIRES)
        : after(due, cue.expires)
    if (receivedAt < due - 1_000) night.breach('S4', `${takeover} was sent before its time`)
    if (receivedAt > until + lateness(night, plan.plan.account))
      night.breach('S4', `${takeover} expired at ${clockOf(until)}, came at ${clockOf(receivedAt)}`)
  }
}

/** How long a request may be on its way; what stood still on its way out, or went out slowly, may take effect late as well. */
function lateness({ scenario }: Night, account: string): number {
  const profile = scenario.accounts.find(({ id }) => id === account)?.profile
  const longest = (of: (one: Happening) => number) => Math.max(0, ...scenario.happenings.map(of))
  const slow = longest((one) => (one.do === 'trouble' ? one.slower : 0))
  const frozen = longest((one) => (one.do === 'freeze' ? one.lasts : 0))
  const disk = longest((one) => (one.do === 'disk' ? 2_000 : 0))
  const late =
    (profile?.lateEffects ?? 0) > 0 || slow > 0 ? Math.max(25_000, profile?.lateBy ?? 0) : 0
  return 200 + late + slow + frozen + disk
}

/** Every cancel says why. What is cut for its urgency is cut by something that may, and was cut for it. */
function cutByTheMatrix(night: Night): void {
  for (const { action } of night.store?.intents().values() ?? []) {
    if (action.type !== 'cancel') continue
    const by = urgencyIn(action)
    if (!by) continue
    const urgency = urgencyOf(night, action.takeover)
    const isHard = startsHard(night, action.takeover)
    const start = isHard
      ? ({ kind: 'hard', grace: seconds(0) } as const)
      : ({ kind: 'soft' } as const)
    const protect = isProtected({ doubt: doubtOf(night, action.takeover), start })
    if (urgency && (PREEMPTION[by][urgency] !== 'cuts' || protect))
      night.breach('S4', `${action.takeover} (${urgency}) was ${action.because}`)
  }
}

const urgencyIn = ({ because }: Extract<Guarded, { type: 'cancel' }>): Urgency | undefined =>
  (['routine', 'priority', 'breaking'] as const).find((one) =>
    because.endsWith(`, which is ${one}`),
  )
