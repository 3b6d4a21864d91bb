/** Deliberate mistakes in what operators order, and in what the desk is told. */
import { change, type Mutant } from './mutant.js'

/** The same request again is a new one. */
const ANSWERED_ANEW = change(
  'core/plan/commanding.ts',
  'airing.requests.includes(asked.request)',
  'false',
)

export const AT_THE_DESK: readonly Mutant[] = [
  {
    name: 'cancelled and sent all the same',
    caughtBy: ['L10'],
    says: 'was ordered away (cancel)',
    changes: [
      change(
        'core/plan/recall.ts',
        "return situation === 'waiting'",
        "return situation !== 'waiting'",
      ),
      change(
        'core/plan/recall.ts',
        "? hear(takeover, { type: 'ended', as: takenBack(situation, unwanted) }, now)",
        '? takeover',
      ),
      change(
        'core/plan/recall.ts',
        ": hear(takeover, { type: 'recalled', ...unwanted }, now)",
        ': takeover',
      ),
      // What is to be sent next is asked a second time.
      change(
        'core/plan/queue.ts',
        "({ situation, unwanted }) => situation === 'waiting' && unwanted === undefined,",
        "({ situation }) => situation === 'waiting',",
      ),
    ],
  },
  {
    name: 'cancelled and left at the platform',
    caughtBy: ['L10'],
    says: 'and never asked back',
    changes: [
      change(
        'core/plan/recall.ts',
        ": hear(takeover, { type: 'recalled', ...unwanted }, now)",
        ': takeover',
      ),
    ],
  },
  {
    name: 'skipped and it goes on',
    caughtBy: ['L10'],
    says: 'was skipped',
    changes: [
      change(
        'core/plan/commanding.ts',
        'return onAir ? cutShort(airing, onAir, why, now) : airing',
        'return airing.calls < 0 && onAir ? cutShort(airing, onAir, why, now) : { ...airing }',
      ),
    ],
  },
  {
    name: 'a restart forgets what was ordered',
    caughtBy: ['L10'],
    says: 'forgot it',
    changes: [
      change(
        'core/plan/hearing.ts',
        'const awake = { ...airing, ...look',
        'const awake = { ...airing, requests: [], ...look',
      ),
    ],
  },
  {
    name: 'the same order skips again',
    caughtBy: ['L10'],
    says: 'orders skipped',
    changes: [ANSWERED_ANEW],
  },
  {
    name: 'the same order holds again',
    caughtBy: ['L10'],
    says: 'held by nobody',
    changes: [ANSWERED_ANEW],
  },
  {
    name: 'a hold that holds nothing',
    caughtBy: ['L10'],
    says: 'was held since',
    changes: [
      change(
        'core/plan/air.ts',
        "airing.heldUntil !== undefined ? 'held'",
        "airing.heldUntil !== undefined ? 'all'",
      ),
    ],
  },
  {
    name: 'a hold that never ends',
    caughtBy: ['L10'],
    says: 'held by nobody',
    changes: [
      change(
        'core/plan/air.ts',
        'airing.heldUntil !== undefined && now >= airing.heldUntil',
        'airing.heldUntil !== undefined && airing.calls < 0',
      ),
      change(
        'core/plan/commanding.ts',
        'return { ...airing, heldUntil: undefined }',
        'return { ...airing }',
      ),
    ],
  },
  {
    name: 'answered and in no queue',
    caughtBy: ['L10'],
    says: 'does not say what became of it',
    changes: [
      change(
        'core/plan/commanding.ts',
        'return admitted.ok ? admitted.airing : airing',
        "return admitted.ok && command.type !== 'say' ? admitted.airing : { ...airing }",
      ),
    ],
  },
  {
    name: 'a lost session is told to nobody',
    caughtBy: ['L11'],
    says: 'was lost at',
    changes: [
      change('core/plan/channel.ts', "session.how === 'closed' ? 'info' : 'alert'", "'info'"),
    ],
  },
  {
    name: 'what must air is mourned by nobody',
    caughtBy: ['L11'],
    says: 'must air, and did not (',
    changes: [
      change(
        'core/plan/announce.ts',
        "if (doubt === 'must' && !aired)",
        'if (doubt === undefined)',
      ),
    ],
  },
  {
    name: 'a doubt is told to nobody',
    caughtBy: ['L11'],
    says: 'nobody knows whether',
    changes: [
      change(
        'core/plan/announce.ts',
        'return inDoubt ? [tell(',
        'return inDoubt && name.length < 0 ? [tell(',
      ),
    ],
  },
  {
    name: 'an orphan is told to nobody',
    caughtBy: ['L11'],
    says: 'was closed as an orphan',
    changes: [
      change(
        'core/plan/sweep.ts',
        'if (!known.orphan) actions',
        'if (!known.orphan && desk.calls < 0) actions',
      ),
    ],
  },
  {
    name: 'an orphan is told when it is seen, and when it is closed',
    caughtBy: ['L11'],
    says: 'times as an orphan',
    changes: [
      change(
        'core/plan/sweep.ts',
        'if (!known) return {',
        'if (!known) actions.push(orphanAlert(desk, session))\n    if (!known) return {',
      ),
    ],
  },
  {
    name: 'an orphan goes without a word',
    caughtBy: ['L11'],
    says: ', an orphan, was over at',
    changes: [
      change(
        'core/plan/sweep.ts',
        "actions.push(tell(undefined, 'info',",
        "void (tell(undefined, 'info',",
      ),
    ],
  },
  {
    name: 'a close that fails is told to nobody',
    caughtBy: ['L11'],
    says: 'was to be closed from',
    changes: [change('core/limits.ts', 'CLOSE_ALERT = minutes(2)', 'CLOSE_ALERT = minutes(4)')],
  },
  {
    name: 'a close that fails is told with every try',
    caughtBy: ['L11'],
    says: 'was told at',
    changes: [
      change(
        'core/plan/channel.ts',
        "session.situation !== 'closing' || session.told",
        "session.situation !== 'closing'",
      ),
    ],
  },
  {
    name: 'late and told again and again',
    caughtBy: ['L11'],
    says: 'not to be on air in time',
    changes: [
      change('core/plan/channel.ts', 'if (airing.alerted || airing.onAirAt', 'if (airing.onAirAt'),
    ],
  },
  {
    name: 'routine before priority',
    caughtBy: ['S4'],
    says: 'which was due at',
    changes: [
      change('core/plan/order.ts', 'priority: 2,\n  routine: 1,', 'priority: 1,\n  routine: 2,'),
    ],
  },
  {
    name: 'at the platform everything stands ahead of everything',
    caughtBy: ['S4'],
    says: '), which waited',
    changes: [
      change(
        'core/plan/queue.ts',
        'if (held.every(isAhead)) return undefined',
        'if (held.length >= 1) return 1',
      ),
      change(
        'core/plan/queue.ts',
        'if (trace === undefined) return undefined',
        'if (trace === undefined || order.length >= 0) return undefined',
      ),
    ],
  },
]
