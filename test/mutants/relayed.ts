/** Deliberate mistakes in how one session follows another. */
import { change, type Mutant } from './mutant.js'

export const RELAYED: readonly Mutant[] = [
  {
    name: 'left before another stands ready',
    caughtBy: ['L1'],
    says: 'nothing stood ready',
    changes: [
      change(
        'core/plan/relay.ts',
        "if (!isReady(successor)) return 'none'",
        "if (!isReady(successor) && !isIdle(airing)) return 'none'",
      ),
    ],
  },
  {
    name: 'a successor that failed is the last',
    caughtBy: ['L1'],
    says: 'nothing was opened in its place',
    changes: [change('core/limits.ts', 'RELAY_AGAIN = minutes(2)', 'RELAY_AGAIN = minutes(20)')],
  },
  {
    name: 'no successor is opened in time',
    caughtBy: ['L1'],
    says: 'nothing was opened beside it',
    changes: [
      change(
        'core/plan/relay.ts',
        'return hasRoom(account) && now >= (airing.relayFrom ?? now)',
        'return hasRoom(account) && isLast && now >= (airing.relayFrom ?? now)',
      ),
    ],
  },
  {
    name: 'a successor sleeps on',
    caughtBy: ['L1'],
    changes: [
      change(
        'core/plan/pursue.ts',
        '{ ...successor, succeeds: undefined, stop: successor.stop ?? stop }',
        '{ ...successor, stop: successor.stop ?? stop }',
      ),
    ],
  },
  {
    name: 'a successor twice as early',
    caughtBy: ['A1'],
    says: 'beside one that grows old',
    changes: [
      change(
        'core/plan/relay.ts',
        'now < before(oldAt, RELAY_WINDOW)',
        'now < before(oldAt, millis(2 * RELAY_WINDOW))',
      ),
    ],
  },
  {
    name: 'a successor that fails is a show missed',
    caughtBy: ['S6'],
    says: 'is said to be missed',
    changes: [
      change(
        'core/plan/relay.ts',
        'isManned(last) && !last.handingOver',
        'isManned(last) && !last',
      ),
    ],
  },
]
