/** A rundown cut down to the one airing that is rehearsed. */
import type { Programme } from '../core/compile/programme.js'
import { type AiringId, type Occurrence, occurrences } from '../core/plan/calendar.js'
import type { CronSlot } from '../core/plan/rule.js'
import type { Slot } from '../core/rundown/rundown.js'
import { after, between, local, millis } from '../core/time.js'

/** The show with this one airing, so that no other takes its slot; one that was moved keeps its name. */
export function onlyThis(programme: Programme, occurrence: Occurrence): Programme {
  const { airing, startsAt, endsAt, late, variables } = occurrence
  if (endsAt === undefined) return programme
  const to = local(startsAt, programme.timezone).slice(0, 19)
  const duration = between(startsAt, endsAt)
  const candidates = (['first', 'second'] as const).flatMap((fold): readonly Programme[] => {
    const usual = { duration, clockChange: { gap: 'shift', fold }, late, variables } as const
    const at: Slot = { kind: 'at', local: to, ...usual }
    const moved = movedFrom(airing, to, usual)
    return [at, ...moved].map((slot) => ({ ...programme, schedule: [slot] }))
  })
  const meets = (candidate: Programme) =>
    occurrences(candidate, startsAt, after(startsAt, millis(1)))
  return (
    candidates.find((one) => meets(one).some((found) => found.airing === airing)) ??
    candidates.find((one) => meets(one).length > 0) ??
    programme
  )
}

/** A rule of the one time that the airing is named by, and an override that moves it to where it is. */
function movedFrom(
  airing: AiringId,
  to: string,
  usual: Pick<CronSlot, 'duration' | 'clockChange' | 'late' | 'variables'>,
): readonly Slot[] {
  const [, on, month, day, hour, minute, second = '0'] = NAMED.exec(airing) ?? []
  if (on === undefined) return []
  const only = (written = '') => [Number(written)]
  return [
    {
      kind: 'cron',
      cron: {
        seconds: only(second),
        minutes: only(minute),
        hours: only(hour),
        daysOfMonth: only(day),
        months: only(month),
        daysOfWeek: [0, 1, 2, 3, 4, 5, 6],
        eitherDay: false,
      },
      written: on,
      except: [],
      overrides: [
        {
          on: second === '0' ? `${on}:00` : on,
          change: { kind: 'move', to, duration: usual.duration, variables: usual.variables },
        },
      ],
      ...usual,
    },
  ]
}

const NAMED = /@(\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?)/
