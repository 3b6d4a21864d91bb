/**
 * A plan as an iCalendar file (RFC 5545) to publish or subscribe to. Times are UTC: each event is one dated airing, so
 * no reader has to know a zone, and the doubled hour is not ambiguous. An airing keeps its UID wherever it is moved,
 * and is told as cancelled when it is: a calendar keeps what a later file only leaves out.
 */
import ICAL from 'ical.js'
import { type Instant, minutes, utc } from '../core/time.js'
import {
  type Clocks,
  clocksOf,
  isEndless,
  type Plan,
  type PlannedAiring,
  showReason,
} from './plan-airings.js'

export function asCalendar(plan: Plan): string {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//onair//plan//EN')
  calendar.addPropertyWithValue('calscale', 'GREGORIAN')
  calendar.addPropertyWithValue('method', 'PUBLISH')
  calendar.addPropertyWithValue('x-wr-calname', plan.station)
  calendar.addPropertyWithValue('x-wr-timezone', plan.timezone)
  const clocks = clocksOf(plan)
  for (const planned of [...plan.airings, ...plan.movedAway]) {
    calendar.addSubcomponent(event(planned, plan, clocks))
  }
  for (const planned of plan.cancelled) {
    const gone = event(planned, plan, clocks, `\ncancelled: ${showReason(planned.because)}`)
    gone.addPropertyWithValue('status', 'CANCELLED')
    gone.addPropertyWithValue('transp', 'TRANSPARENT')
    calendar.addSubcomponent(gone)
  }
  return `${calendar.toString().trimEnd()}\r\n`
}

/** A channel without an end is one event up to the end of the plan: its name comes with the moment it is opened. */
function event(planned: PlannedAiring, plan: Plan, clocks: Clocks, more = ''): ICAL.Component {
  const { programme, occurrence } = planned
  const { startsAt, endsAt = plan.until } = occurrence
  const name = isEndless(planned) ? programme.show : occurrence.airing
  const made = new ICAL.Component('vevent')
  made.addPropertyWithValue('uid', `${name}/${plan.station}`)
  made.addPropertyWithValue('dtstamp', time(plan.now))
  made.addPropertyWithValue('sequence', revision(plan.now))
  made.addPropertyWithValue('dtstart', time(startsAt))
  made.addPropertyWithValue('dtend', time(endsAt))
  made.addPropertyWithValue('summary', programme.title)
  const clock = (at: Instant) => clocks(at, programme.timezone)
  made.addPropertyWithValue(
    'description',
    `${name}\n${clock(startsAt)} … ${isEndless(planned) ? 'without end' : clock(endsAt)}, ` +
      `${programme.timezone}\naccount ${programme.account}${more}`,
  )
  made.addPropertyWithValue('categories', programme.show)
  return made
}

/** An event that was moved, or moved back, must count as newer than in any file before; nobody keeps those. */
const revision = (now: Instant) => Math.floor(now / minutes(1))

const time = (at: Instant) => ICAL.Time.fromDateTimeString(utc(at).replace(/\.\d+Z$/, 'Z'))
