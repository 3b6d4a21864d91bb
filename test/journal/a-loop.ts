/** The production loop on a virtual clock; the far end says yes to everything. */
import type { Programme } from '../../daemon/core/compile/programme.js'
import type { AccountFacts } from '../../daemon/core/plan/account.js'
import { type Call, type Guarded, isGuarded } from '../../daemon/core/plan/actions.js'
import type { Event, SessionId, TraceId } from '../../daemon/core/plan/events.js'
import { applied } from '../../daemon/core/plan/outcome.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { hours, minutes } from '../../daemon/core/time.js'
import { openLoop } from '../../daemon/run/loop.js'
import { type Before, wakeUp } from '../../daemon/run/resume.js'
import type { VirtualClock } from '../../daemon/run/virtual-clock.js'
import type { Kept } from './a-journal.js'

export function aLoop(
  kept: Kept,
  clock: VirtualClock,
  programmes: readonly Programme[],
  watch: (call: Guarded) => void = () => {},
  before: Before = {},
) {
  const loop = openLoop({
    state: kept.journal.load(),
    clock,
    dice: () => 0.5,
    commit: kept.journal.commit,
    carryOut: (call) => {
      if (isGuarded(call)) watch(call)
      const event = yes(call, kept)
      const receipt = isGuarded(call) ? { intent: { key: call.key, outcome: applied(true) } } : {}
      if (event) queueMicrotask(() => loop.post(event, receipt))
    },
    show: () => {},
    trouble: (error) => {
      throw error
    },
  })
  wakeUp(loop, [FACTS], programmes, before)
  return loop
}

function yes(call: Call, { rows }: Kept): Event | undefined {
  const session = 's1' as SessionId
  switch (call.type) {
    case 'open':
      return { type: 'opened', airing: call.airing, outcome: applied({ session, state: 'ready' }) }
    case 'go-live':
      return { type: 'went-live', airing: call.airing, session, outcome: applied(true) }
    case 'enqueue': {
      const { airing, takeover, gen } = call
      const outcome = applied({ trace: `t-${takeover}` as TraceId, prepared: true })
      return { type: 'enqueued', airing, session, takeover, gen, outcome }
    }
    case 'look': {
      const started = rows("select * from intent where type = 'go-live'").length > 0
      const outcome = applied(started ? ('live' as const) : ('ready' as const))
      return { type: 'seen', airing: call.airing, session, outcome }
    }
    default:
      return undefined
  }
}

export const FACTS: AccountFacts = {
  id: 'demo' as AccountId,
  platform: 'softsugar',
  station: 'test',
  exclusive: true,
  slots: 1,
  lead: minutes(1),
  sessionMaxAge: hours(23),
  queueShare: 2,
  textMin: 10,
  textMax: 10_000,
}
