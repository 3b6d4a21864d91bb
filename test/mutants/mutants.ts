/**
 * Deliberate mistakes, each a small change of a production file: every one must be caught by a promise it breaks.
 */
import { AT_THE_DESK } from './at-the-desk.js'
import { IN_A_NIGHT } from './in-a-night.js'
import { change, type Mutant } from './mutant.js'
import { PARKED } from './parked.js'
import { RELAYED } from './relayed.js'
import { STARTED_AGAIN } from './started-again.js'

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'recorded after the call',
    caughtBy: ['S5'],
    changes: [
      change(
        'run/loop.ts',
        'if (isFree(action)) carryOut(action)',
        'if (isFree(action) || isGuarded(action)) carryOut(action)',
      ),
      change(
        'run/loop.ts',
        'if (isGuarded(action) && !gone.has(action.key)) letLeave(action, turn.now, late)',
        'if (isGuarded(action) && action.key === undefined) letLeave(action, turn.now, late)',
      ),
    ],
  },
  {
    name: 'synchronous=NORMAL',
    caughtBy: ['S5', 'S2', 'S1'],
    changes: [
      change(
        'journal/database.ts',
        "db.pragma('synchronous = FULL')",
        "db.pragma('synchronous = NORMAL')",
      ),
    ],
  },
  {
    name: 'retry on timeout',
    caughtBy: ['S2', 'S5', 'S8'],
    changes: [
      change(
        'platform/softsugar/calls.ts',
        'judgeSent(await send(exchange, lane), read)',
        "judgeSent(await send(exchange, lane).then((sent) => (sent.is === 'unanswered' ? send(exchange, lane) : sent)), read)",
      ),
    ],
  },
  {
    name: 'settle 0',
    caughtBy: ['S16', 'S12-cap', 'S1', 'S2'],
    changes: [
      change('core/limits.ts', 'SETTLE_OPENING = seconds(60)', 'SETTLE_OPENING = seconds(0)'),
      change('core/limits.ts', 'SETTLE_ENQUEUE = seconds(40)', 'SETTLE_ENQUEUE = seconds(0)'),
    ],
  },
  {
    name: 'trust callbacks',
    caughtBy: ['S6', 'S1', 'L1', 'L3', 'S14'],
    changes: [
      change(
        'core/plan/hearing.ts',
        'return replace(airing, { ...session, look: lookNow(session.look, now) })',
        "return tellSession(airing, { type: 'seen', outcome: { is: 'applied', value: hint.claim as never } }, now)",
      ),
    ],
  },
  {
    name: 'heartbeat behind a slow create',
    caughtBy: ['L4'],
    changes: [
      change(
        'run/carry-out.ts',
        'const underWay = new Set<Promise<void>>()',
        'const underWay = new Set<Promise<void>>()\n  let line: Promise<unknown> = Promise.resolve()',
      ),
      change(
        'run/carry-out.ts',
        'const making = makeWith({ putIn, voices, checkMedia }, platform, call).then(',
        'const mine = line.then(() => makeWith({ putIn, voices, checkMedia }, platform, call))\n      line = mine\n      const making = mine.then(',
      ),
      // Whoever lets beats wait lets a slow create take its time as well: our deadline of 10 s would hide it from L4.
      change('core/limits.ts', 'WRITE_DEADLINE = seconds(10)', 'WRITE_DEADLINE = seconds(60)'),
    ],
  },
  {
    name: 'local-time schedule',
    caughtBy: ['S14', 'L1'],
    changes: [
      change(
        'core/plan/calendar.ts',
        'clockBetween(timezone, span.from, span.until)',
        "clockBetween('UTC', span.from, span.until)",
      ),
    ],
  },
  {
    name: 'adopt without checking status',
    caughtBy: ['L1', 'S6', 'S1', 'L3', 'A2'],
    changes: [
      change(
        'core/plan/session-progress.ts',
        'exists(news.session, news.state, now, news.guessed)',
        "exists(news.session, 'live', now, news.guessed)",
      ),
    ],
  },
  {
    name: 'adopt on a shared account',
    caughtBy: ['S15'],
    changes: [
      change(
        'core/plan/running-list.ts',
        'if (!desk.exclusive || mayBeAnothers(desk, airing.id, sheet.now)) return false',
        'if (mayBeAnothers(desk, airing.id, sheet.now)) return false',
      ),
    ],
  },
  {
    name: 'sweep a shared account',
    caughtBy: ['S15'],
    changes: [
      change(
        'core/plan/sweep.ts',
        'endedAt === undefined ? desk.exclusive :',
        'endedAt === undefined ? true :',
      ),
    ],
  },
  {
    name: 'no sweep',
    caughtBy: ['L2', 'L7', 'A1'],
    changes: [
      change(
        'core/plan/sweep.ts',
        'const concerning = unknown.filter((session) => {',
        'const concerning = unknown.filter((session) => {\n    if (desk.calls >= 0) return false',
      ),
    ],
  },
  {
    name: 'no ghost cancel',
    caughtBy: ['S2'],
    changes: [
      change('core/plan/ghosts.ts', 'if (givenUp.length === 0 ||', 'if (givenUp.length >= 0 ||'),
    ],
  },
  {
    name: 'sent again without having watched',
    caughtBy: ['S2'],
    changes: [change('core/plan/again.ts', "if (sight === 'watched' && ", 'if (')],
  },
  {
    name: 'reset the retry cap on restart',
    caughtBy: ['S12-cap'],
    changes: [
      change(
        'core/plan/hearing.ts',
        'const awake = { ...airing, ...look',
        'const awake = { ...airing, openings: 0, ...look',
      ),
    ],
  },
  {
    name: 'two creates at once',
    caughtBy: ['S8'],
    changes: [
      change(
        'core/plan/account.ts',
        'const mayOpen =\n    desk.opening === undefined &&\n',
        'const mayOpen =\n',
      ),
    ],
  },
  {
    name: 'go live when ready',
    caughtBy: ['S14'],
    changes: [
      change(
        'core/plan/channel.ts',
        "if (session.situation === 'ready' && now >= airing.startsAt && ",
        "if (session.situation === 'ready' && ",
      ),
    ],
  },
  {
    name: 'a failed close is left at that',
    caughtBy: ['L3'],
    changes: [
      change(
        'core/plan/session-progress.ts',
        'nextTryAt: after(now, doubled(LOOK_WHILE_OPENING, tries, CLOSE_RETRY_MAX))',
        'nextTryAt: after(now, doubled(LOOK_WHILE_OPENING, 20, (LOOK_WHILE_OPENING * 1_000) as never))',
      ),
    ],
  },
  {
    name: 'no share of the queue',
    caughtBy: ['S8'],
    changes: [
      change('core/plan/queue.ts', 'return taken < room ?', 'return held.length < room + 9 ?'),
    ],
  },
  {
    name: 'beat a minute after a restart',
    caughtBy: ['L4'],
    changes: [
      change(
        'core/plan/session-progress.ts',
        'askedAt: undefined, nextAt: now }',
        'askedAt: undefined, nextAt: after(now, (LOOK_WHILE_LIVE * 4) as never) }',
      ),
    ],
  },
  {
    name: 'never-twice sent again like must',
    caughtBy: ['S2'],
    changes: [
      change('core/plan/again.ts', "return doubt === 'must' ?", "return doubt !== 'once' ?"),
    ],
  },
  {
    name: 'must left in doubt like once',
    caughtBy: ['L5'],
    changes: [
      change('core/plan/again.ts', "return doubt === 'must' ?", 'return doubt === undefined ?'),
    ],
  },
  {
    name: 'must left at that when it failed',
    caughtBy: ['L5'],
    changes: [
      change(
        'core/plan/again.ts',
        "'failed' && doubt === 'must' &&",
        "'failed' && doubt === 'never-twice' &&",
      ),
    ],
  },
  {
    name: 'expired and sent all the same',
    caughtBy: ['S4'],
    changes: [
      change(
        'core/plan/judge.ts',
        'return now >= takeover.expiresAt',
        'return now >= Number.MAX_SAFE_INTEGER',
      ),
      // What is taken up again is looked at here as well.
      change('core/plan/queue.ts', ' && now < expiresAt', ' && expiresAt > 0'),
    ],
  },
  {
    name: 'answers before cues',
    caughtBy: ['S4'],
    changes: [
      change(
        'core/plan/order.ts',
        'function rankOf({ start, urgency, doubt, piece }: Takeover): number {',
        "function rankOf({ start, urgency, doubt, piece, source }: Takeover): number {\n  if (source === 'question') return RANK.priority",
      ),
    ],
  },
  ...IN_A_NIGHT,
  ...AT_THE_DESK,
  ...STARTED_AGAIN,
  ...RELAYED,
  ...PARKED,
]

/** Of the thirteen of A6 those that have no counterpart here, and why. */
export const NOT_HERE: Readonly<Record<string, string>> = {
  'lease by wall clock': 'one process holds its folder by an exclusive lock: there is no lease',
  'no expected version on append':
    'one writer and one connection: there is nobody else to append; two daemons are refused by the lock (test/journal/lock)',
}
