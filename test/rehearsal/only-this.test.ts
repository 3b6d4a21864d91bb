import { expect, test } from 'vitest'
import { occurrences } from '../../daemon/core/plan/calendar.js'
import { onlyThis } from '../../daemon/rehearsal/only-this.js'
import { aProgramme, at, daily } from '../builders.js'

const everyDay = daily({ hours: [9] })

const moved = (to: string) =>
  aProgramme({
    schedule: [
      {
        ...(everyDay.kind === 'cron' ? everyDay : expect.fail()),
        overrides: [
          {
            on: '2026-11-23',
            change: { kind: 'move', to, duration: undefined, variables: { host: 'Wang' } },
          },
        ],
      },
    ],
  })

test.each(['2026-11-23T22:00:00', '2026-11-24T05:00:30'])(
  'an airing that is moved to %s keeps its name, and is alone',
  (to) => {
    const programme = moved(to)
    const from = at('08:00')
    const until = at('2026-11-26T08:00')
    const all = occurrences(programme, from, until)
    expect(all.length).toBeGreaterThan(1)
    for (const one of all) expect(occurrences(onlyThis(programme, one), from, until)).toEqual([one])
  },
)
