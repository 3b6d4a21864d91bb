/** A loop whose far end writes down what reaches it, and whose disk can be made to fail. */
import type { Action, Call } from '../../daemon/core/plan/actions.js'
import type { AiringId } from '../../daemon/core/plan/calendar.js'
import type { Event } from '../../daemon/core/plan/events.js'
import { applied } from '../../daemon/core/plan/outcome.js'
import { emptyState } from '../../daemon/core/plan/state.js'
import type { Instant } from '../../daemon/core/time.js'
import type { TakenTurn } from '../../daemon/journal/journal.js'
import type { Clock } from '../../daemon/run/clock.js'
import { type LoopOptions, openLoop } from '../../daemon/run/loop.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { aCue, aProgramme, at, every, start } from '../builders.js'
import { MARKET, S1, someFacts } from '../core/plan/builders.js'

export const EVENING = 'evening@2026-11-23T09:00' as AiringId
const two = [
  aProgramme({ cues: [aCue('welcome', start(5)), aCue('pitch', every(600))] }),
  aProgramme({ show: 'evening' }),
]

/** A loop whose far end writes down what reaches it, in order, and whose disk can be made to fail. */
export function aLoop(clock: Clock = virtualClock(at('08:50')), more: Partial<LoopOptions> = {}) {
  const story: string[] = []
  const calls: { readonly call: Call; readonly at: Instant }[] = []
  const troubles: unknown[] = []
  const disk = { broken: false }
  const kept: TakenTurn[] = []
  const commit = (turns: readonly TakenTurn[]) => {
    story.push(disk.broken ? 'commit fails' : `commit ${intents(turns).join(' ')}`.trim())
    if (disk.broken) throw new Error('disk full')
    kept.push(...turns)
  }
  const loop = openLoop({
    state: emptyState(),
    clock,
    dice: () => 0.5,
    commit,
    carryOut: (call) => {
      // The sweep of strangers goes its own way.
      if (call.type === 'look-at-running') return
      story.push(call.type)
      calls.push({ call, at: clock.now() })
    },
    show: (action) => {
      if (action.type === 'record') story.push(`row ${action.row.status}`)
    },
    trouble: (error) => troubles.push(error),
    ...more,
  })
  loop.post({ type: 'account-taken-in', account: someFacts() })
  for (const programme of two) loop.post({ type: 'show-taken-in', programme })
  const post = (...events: readonly Event[]) => {
    for (const event of events) loop.post(event)
  }
  const takeStory = () => story.splice(0)
  return { clock, loop, post, story, takeStory, calls, troubles, disk, kept }
}

const intents = (turns: readonly TakenTurn[]) =>
  turns.flatMap(({ decision }) =>
    decision.actions.flatMap((action: Action) => ('class' in action ? [action.type] : [])),
  )
export const seen = (state: 'live' | 'ready'): Event => ({
  type: 'seen',
  airing: MARKET,
  session: S1,
  outcome: applied(state),
})
