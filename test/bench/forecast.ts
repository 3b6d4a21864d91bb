/** The forecast of a two-hour show with 500 cues, and of the longest rundown there may be. */
import type { PlannedCue } from '../../daemon/core/compile/programme.js'
import { occurrences } from '../../daemon/core/plan/calendar.js'
import { forecast } from '../../daemon/core/plan/forecast.js'
import { hours, seconds } from '../../daemon/core/time.js'
import { aCue, aProgramme, at, every, following, once, start } from '../builders.js'
import { type Figure, median, wallMs } from './measure.js'

export function forecastFigures(): readonly Figure[] {
  return [
    {
      what: 'forecast of a 2-hour show with 500 cues (100 chains of 4, 100 repeated, 12 hard starts)',
      saw: `${msOf(twoHours(), 2).toFixed(1)} ms`,
      aim: '≤ 50 ms',
    },
    {
      what: 'forecast of 3 hours with 5,000 cues, three times more speech than time',
      saw: `${msOf(crowded(), 3).toFixed(0)} ms`,
      aim: '≤ 500 ms',
    },
    {
      what: 'the same where two of three may give way, with 100 hard starts',
      saw: `${msOf(givingWay(), 3).toFixed(0)} ms`,
      aim: '≤ 500 ms',
    },
  ]
}

function msOf(cues: readonly PlannedCue[], lasting: number): number {
  const programme = aProgramme({ schedule: [once('2026-11-23T09:00:00', hours(lasting))], cues })
  const [occurrence] = occurrences(programme, at('08:00'), at('10:00'))
  if (!occurrence) throw new Error('the show has no airing')
  const run = () => wallMs(() => forecast(programme, occurrence))
  run()
  return median(Array.from({ length: 7 }, run))
}

const twoHours = (): readonly PlannedCue[] =>
  Array.from({ length: 100 }, (_, chain) => [
    aCue(`lead-${chain}`, start(chain * 70), {
      start: chain % 8 === 7 ? { kind: 'hard', grace: seconds(2) } : { kind: 'soft' },
      segment: `segment-${chain % 10}`,
    }),
    aCue(`second-${chain}`, following(`lead-${chain}`)),
    aCue(`third-${chain}`, following(`second-${chain}`)),
    aCue(`fourth-${chain}`, following(`third-${chain}`)),
    aCue(`spot-${chain}`, every(1_800 + chain), { urgency: 'priority' }),
  ]).flat()

const crowded = (): readonly PlannedCue[] =>
  Array.from({ length: 5_000 }, (_, index) => aCue(`item-${index}`, start(index + 1)))

const givingWay = (): readonly PlannedCue[] =>
  Array.from({ length: 5_000 }, (_, index) =>
    aCue(`item-${index}`, start(index + 1), {
      drop: index % 3 === 0 ? undefined : 1 + (index % 5),
      start: index % 50 === 49 ? { kind: 'hard', grace: seconds(2) } : { kind: 'soft' },
      segment: `segment-${index % 10}`,
    }),
  )
