/** Deliberate mistakes in how what was stopped goes on. */
import { change, type Mutant } from './mutant.js'

const CALLED_UNTIL = 'calledUntil: told.calledUntil,'

export const STARTED_AGAIN: readonly Mutant[] = [
  {
    name: 'stopped and opened all the same',
    caughtBy: ['L10'],
    says: 'by nobody',
    changes: [
      change(
        'core/plan/channel.ts',
        'if (mustEnd(airing, now) || airing.openings >= OPENINGS_MAX || !mayReopen(airing, now)) {',
        'if (airing.stop === undefined && (mustEnd(airing, now) || airing.openings >= OPENINGS_MAX || !mayReopen(airing, now))) {',
      ),
    ],
  },
  {
    name: 'started again once and not more',
    caughtBy: ['L10'],
    says: 'could not be started again',
    changes: [
      change(
        'core/plan/start-again.ts',
        "situation === 'closed' && stop !== undefined && endsAt !== undefined",
        "situation === 'closed' && stop !== undefined && endsAt !== undefined && relays < 2",
      ),
      change(
        'core/plan/start-again.ts',
        'isStopped = ({ situation, stop, endsAt }: Airing)',
        'isStopped = ({ situation, stop, endsAt, relays }: Airing)',
      ),
    ],
  },
  {
    name: 'started again from its beginning',
    caughtBy: ['S2'],
    changes: [change('core/plan/start-again.ts', CALLED_UNTIL, 'calledUntil: next.calledUntil,')],
  },
  {
    name: 'started again without a word of the pause',
    caughtBy: ['L5'],
    says: 'has no verdict',
    changes: [change('core/plan/start-again.ts', CALLED_UNTIL, 'calledUntil: now,')],
  },
]
