/** Deliberate mistakes in what becomes of an airing that the journal refused something. */
import { change, type Mutant } from './mutant.js'

export const PARKED: readonly Mutant[] = [
  {
    name: 'parked and sends on',
    caughtBy: ['S9'],
    says: 'was parked',
    changes: [
      change(
        'core/plan/air.ts',
        'if (airing.parked !== undefined || mustEnd(airing, scene.now)) return still(airing)',
        'if (mustEnd(airing, scene.now)) return still(airing)',
      ),
    ],
  },
  {
    name: 'what broke is not told to the next start',
    caughtBy: ['S9'],
    says: 'brought the daemon down',
    changes: [
      change('run/resume.ts', 'if (broken) loop.post', 'if (broken && incomplete) loop.post'),
    ],
  },
  {
    name: 'told twice that it broke, and given up',
    caughtBy: ['S14'],
    changes: [
      change(
        'core/plan/parking.ts',
        'if (id !== undefined && airing.requests.includes(id)) return',
        "if (id === '' && airing.requests.includes(id)) return",
      ),
    ],
  },
  {
    name: 'parked without a word',
    caughtBy: ['L11'],
    says: 'nobody was told that it is parked',
    changes: [
      change(
        'core/plan/parking.ts',
        'if (airing.parked === undefined)\n    sheet.act(',
        'if (airing.calls < 0)\n    sheet.act(',
      ),
    ],
  },
]
