/** From a cue's due instant to the moment its request would leave: 1,000 channels in one process, real time and disk. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Programme } from '../../daemon/core/compile/programme.js'
import type { Call } from '../../daemon/core/plan/actions.js'
import type { Event, SessionId, TraceId } from '../../daemon/core/plan/events.js'
import { applied } from '../../daemon/core/plan/outcome.js'
import { emptyState } from '../../daemon/core/plan/state.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { hours, type Instant, minutes, seconds } from '../../daemon/core/time.js'
import { openJournal } from '../../daemon/journal/journal.js'
import { openClock } from '../../daemon/run/clock.js'
import { type Loop, openLoop } from '../../daemon/run/loop.js'
import { wakeUp } from '../../daemon/run/resume.js'
import { ALWAYS, aCue, aProgramme } from '../builders.js'
import { type Figure, percentile } from './measure.js'

const CHANNELS = 1_000
/** Twenty channels each, as a customer may have. */
const ACCOUNTS = 50
const LASTS_MS = 14_000

export async function latenessFigures(): Promise<readonly Figure[]> {
  const spread = await lateness((at) => 5_000 + ((at * 7) % 8_000))
  const crowd = await lateness((at) => (at < 500 ? 9_000 : 60_000))
  return [
    figure(
      'cue lateness, 1,000 channels, cues spread over 8 s',
      spread,
      'p50 ≤ 0.5 ms, p99 ≤ 2 ms',
    ),
    figure('cue lateness, 500 cues due at the same instant', crowd, 'p99 ≤ 10 ms'),
  ]
}

const figure = (what: string, late: readonly number[], aim: string): Figure => ({
  what,
  saw: `p50 ${percentile(late, 0.5).toFixed(2)} ms, p99 ${percentile(late, 0.99).toFixed(2)} ms, earliest ${Math.min(...late).toFixed(2)} ms, n ${late.length}`,
  aim,
})

/** `dueMs(n)`: when the cue of channel n is due after its start, ms. */
async function lateness(dueMs: (channel: number) => number): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'onair-bench-'))
  const late: number[] = []
  using journal = openJournal(folder)
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({
    id: accountOf(index),
    platform: 'softsugar',
    station: 'bench',
    exclusive: true,
    slots: CHANNELS / ACCOUNTS,
    lead: minutes(1),
    sessionMaxAge: hours(23),
    queueShare: 2,
    textMin: 10,
    textMax: 10_000,
  }))
  const loop: Loop = openLoop({
    state: emptyState(),
    clock: openClock(),
    dice: Math.random,
    commit: journal.commit,
    carryOut: (call) => {
      const event = answerTo(call, late, loop)
      if (event) setImmediate(() => loop.post(event))
    },
    show: () => {},
    trouble: (error) => {
      throw error
    },
  })
  const programmes = Array.from(
    { length: CHANNELS },
    (_, channel): Programme =>
      aProgramme({
        show: `show-${channel}`,
        account: accountOf(channel % ACCOUNTS),
        schedule: [ALWAYS],
        cues: [aCue('cue', AT(dueMs(channel)))],
      }),
  )
  wakeUp(loop, accounts, programmes)
  await new Promise((resolve) => setTimeout(resolve, LASTS_MS))
  loop.stop()
  rmSync(folder, { recursive: true, force: true })
  return late
}

const accountOf = (index: number) => `account-${index}` as AccountId

const AT = (ms: number) =>
  ({ kind: 'at', at: { from: 'start', plus: seconds(ms / 1_000) } }) as const

/** A vendor that says yes at once, and looks at its watch. */
function answerTo(call: Call, late: number[], loop: Loop): Event | undefined {
  switch (call.type) {
    case 'open':
      return {
        type: 'opened',
        airing: call.airing,
        outcome: applied({ session: call.airing as string as SessionId, state: 'ready' }),
      }
    case 'go-live':
      return {
        type: 'seen',
        airing: call.airing,
        session: call.session,
        outcome: applied('live' as const),
      }
    case 'beat':
      return { type: 'beaten', airing: call.airing, session: call.session, outcome: applied(true) }
    case 'look':
      return {
        type: 'seen',
        airing: call.airing,
        session: call.session,
        outcome: applied('live' as const),
      }
    case 'enqueue': {
      const takeover = loop.state.airings[call.airing]?.takeovers.find(
        ({ id }) => id === call.takeover,
      )
      if (takeover)
        late.push(performance.timeOrigin + performance.now() - (takeover.dueAt satisfies Instant))
      const outcome = applied({ trace: call.takeover as string as TraceId, prepared: true })
      return {
        type: 'enqueued',
        airing: call.airing,
        session: call.session,
        takeover: call.takeover,
        gen: call.gen,
        outcome,
      }
    }
    case 'look-at-queue':
      return {
        type: 'queue-seen',
        airing: call.airing,
        session: call.session,
        outcome: applied([]),
      }
    default:
      return undefined
  }
}
