/** Deliberate mistakes in what a night comes to: what its desk is told, its log says, and is late, early or not at all. */
import { change, type Mutant } from './mutant.js'

export const IN_A_NIGHT: readonly Mutant[] = [
  {
    name: 'an operator’s double click',
    caughtBy: ['S2', 'L10', 'S9'],
    changes: [
      change('core/plan/commanding.ts', 'airing.requests.includes(asked.request)', 'false'),
      change('core/plan/admission.ts', 'item.key, 0)', 'item.key, airing.calls)'),
    ],
  },
  {
    name: 'in doubt counts as aired',
    caughtBy: ['S6'],
    changes: [
      change(
        'core/plan/verdicts.ts',
        "NEVER_KNOWN: Verdict = {\n  situation: 'unknown',\n  status: 'aired_unconfirmed'",
        "NEVER_KNOWN: Verdict = {\n  situation: 'unknown',\n  status: 'aired'",
      ),
    ],
  },
  {
    name: 'asked back means cut',
    caughtBy: ['S2'],
    changes: [change('core/plan/taken-back.ts', 'if (taken && seen) return true', 'return true')],
  },
  {
    name: 'no answer means over',
    caughtBy: ['S1', 'S6'],
    changes: [
      change(
        'core/plan/session-progress.ts',
        "return arrive(next, 'unknown', now)\n  return next",
        "return arrive(next, 'unknown', now)\n  return over(next, 'dropped', now, 'no answer')",
      ),
    ],
  },
  {
    name: 'lost in mid-show and opened a quarter of an hour later',
    caughtBy: ['L1'],
    changes: [
      change(
        'core/plan/airing.ts',
        'openings: lived ? 0 : airing.openings }, wanted(now), now)',
        'openings: lived ? 0 : airing.openings }, wanted((now + 900_000) as Instant), now)',
      ),
      change(
        'core/plan/channel.ts',
        "{ airing: next, actions: [row, ended], needs: ['slot'] }",
        '{ airing: next, actions: [row, ended], needs: [] }',
      ),
    ],
  },
  {
    name: 'an ordinary cue counts as missed',
    caughtBy: ['A2'],
    changes: [
      change(
        'core/plan/cueing.ts',
        'return !mayWait && between(at, now) > MISSED_AFTER ? MISSED',
        "return (!mayWait && between(at, now) > MISSED_AFTER) || cue.doubt === 'once' ? MISSED",
      ),
    ],
  },
  {
    name: 'cues three seconds late',
    caughtBy: ['A2'],
    changes: [
      change(
        'core/plan/cueing.ts',
        'const times = { dueAt: at, plannedAt: at, expiresAt, follows: undefined }',
        'const times = { dueAt: (at + 3_000) as Instant, plannedAt: at, expiresAt, follows: undefined }',
      ),
    ],
  },
  {
    name: 'opened twice as early',
    caughtBy: ['A1'],
    changes: [
      change(
        'core/plan/show.ts',
        'before(startsAt, lead)',
        'before(startsAt, (lead * 2 - 15_000) as Duration)',
      ),
    ],
  },
  {
    name: 'doubts without an end',
    caughtBy: ['L6'],
    changes: [
      change(
        'core/plan/resolved.ts',
        'if (!before || !isManned(before)) return []',
        'if (!before || !isManned(before) || now.calls >= 0) return []',
      ),
    ],
  },
  {
    name: 'in doubt and sent twenty times',
    caughtBy: ['S12'],
    changes: [change('core/limits.ts', 'SENDS_MAX = 2\n', 'SENDS_MAX = 20\n')],
  },
  {
    name: 'gone too soon counts as aired',
    caughtBy: ['S6'],
    changes: [
      change('core/plan/takeover-listed.ts', 'isWhole ? SPOKEN : goneTooSoon(onAir)', 'SPOKEN'),
    ],
  },
  {
    name: 'must sent again though it was heard',
    caughtBy: ['S2'],
    changes: [change('core/plan/again.ts', 'if (!mistakable) return false', '')],
  },
]
