/** A show on paper, from what a test cares about. */
import type { PlannedCue, Programme } from '../../../daemon/core/compile/programme.js'
import { type Occurrence, occurrences } from '../../../daemon/core/plan/calendar.js'
import { forecast } from '../../../daemon/core/plan/forecast.js'
import { airOnPaper } from '../../../daemon/core/plan/forecast-desk.js'
import type { PaperRun } from '../../../daemon/core/plan/forecast-paper.js'
import type { Forecast } from '../../../daemon/core/plan/forecast-sheet.js'
import type { When } from '../../../daemon/core/rundown/rundown.js'
import { after, type Duration, type Instant, minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, aProgramme, aTakeoverScript, at, once } from '../../builders.js'

export const NINE = at('09:00')

export const hard = (grace = 0) => ({ kind: 'hard', grace: seconds(grace) }) as const

/** A cue of so many seconds; breaks are at most 20 s long, so a longer one has several. */
export const cueOf = (
  name: string,
  when: When,
  length: number,
  more: Partial<PlannedCue> = {},
): PlannedCue => {
  const parts = Array.from({ length: Math.ceil(length / 20) }, (_, index) =>
    Math.min(20, length - index * 20),
  )
  const say = parts.map((part) => `<break time="${part}s"/>`).join('')
  return aCue(name, when, { script: aTakeoverScript({ say, ssml: true }), ...more })
}

export const showOf = (
  cues: readonly PlannedCue[],
  duration: Duration = minutes(10),
  more: Parameters<typeof aProgramme>[0] = {},
): Programme => aProgramme({ schedule: [once('2026-11-23T09:00:00', duration)], cues, ...more })

export function occurrenceOf(programme: Programme): Occurrence {
  const [first] = occurrences(programme, NINE, after(NINE, minutes(1)))
  if (!first) throw new Error('no occurrence')
  return first
}

export const forecastOf = (
  cues: readonly PlannedCue[],
  duration?: Duration,
  more: Parameters<typeof aProgramme>[0] = {},
): Forecast => {
  const programme = showOf(cues, duration, more)
  return forecast(programme, occurrenceOf(programme))
}

/** On paper, with lengths in seconds by cue (10 s where none is said). */
export function paperOf(
  cues: readonly PlannedCue[],
  lengths: Readonly<Record<string, number>> = {},
  duration: Duration = minutes(10),
  share = 2,
): PaperRun {
  const programme = showOf(cues, duration)
  const { airing, startsAt, endsAt } = occurrenceOf(programme)
  const window = { startsAt, endsAt, timezone: 'UTC' }
  const until = endsAt ?? after(startsAt, duration)
  return airOnPaper({ airing, cues, window, until, unknown: new Set(), share }, ({ cue }) =>
    seconds(lengths[cue] ?? 10),
  )
}

/** Seconds after nine. */
export const clockOf = (instant: Instant | undefined) =>
  instant === undefined ? undefined : (instant - NINE) / 1_000

/** `name/turn from–to`, or what became of it, in the order of air. */
export const sheetOf = ({ items }: PaperRun): readonly string[] =>
  items
    .toSorted(
      (one, other) =>
        (one.startsAt ?? one.takeover.dueAt) - (other.startsAt ?? other.takeover.dueAt),
    )
    .map(({ cue, takeover, startsAt, endsAt, fate }) => {
      const name = takeover.turn === 0 ? cue.cue : `${cue.cue}/${takeover.turn}`
      const times = startsAt === undefined ? '' : ` ${clockOf(startsAt)}–${clockOf(endsAt)}`
      return `${name}${times}${fate === 'airs' ? '' : ` ${fate}`}`
    })
