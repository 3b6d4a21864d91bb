/** What is an alarm, what is the end of one, and the words for both. */
import {
  after,
  between,
  type Instant,
  latest,
  millis,
  seconds,
  showSeconds,
  utc,
} from '../core/time.js'
import { OFF_AIR_FOR, ON_AIR_WITHIN, SILENT_AFTER } from './contract.js'
import { isApart, isDoubled, type Station } from './station.js'

export type Kind =
  /** Nothing is heard of the station. */
  | 'silent'
  /** What was to go on air did not. */
  | 'not-on-air'
  /** What was on air lost its session, and is not back. */
  | 'off-air'
  /** It is another time there. */
  | 'clocks'
  /** Two daemons speak in its name: what one promises hides what the other does. */
  | 'two-daemons'

export interface Raised {
  readonly kind: Kind
  readonly airing: string | undefined
  readonly since: Instant
}

export interface Alarm {
  readonly station: string
  readonly kind: Kind
  readonly airing: string | undefined
  readonly is: 'raised' | 'over'
  readonly says: string
}

export interface Cause {
  readonly kind: Kind
  readonly airing: string | undefined
  readonly says: string
}

/** So long after the watch began every station that lives has said how it stands. */
const ALL_HEARD = seconds(35)

/** `since`: from then on nothing that was said can have been missed here. */
export function causesOf(name: string, station: Station, now: Instant, since: Instant): Cause[] {
  const { starts, offAir, heardAt, sessions } = station
  const causes: Cause[] = []
  const add = (kind: Kind, airing: string | undefined, says: string) =>
    causes.push({ kind, airing, says })
  // A time to come is of a clock that was set since.
  const quietFrom = heardAt > now ? since : latest(heardAt, since)
  if (between(quietFrom, now) >= SILENT_AFTER) {
    const last = `${utc(heardAt)}, with ${sessions} open ${sessions === 1 ? 'session' : 'sessions'}`
    add('silent', undefined, `nothing is heard of ${name} since ${last}${owes(station, now)}`)
  }
  if (isApart(station)) {
    const by = showSeconds(station.ahead)
    add('clocks', undefined, `the clock of ${name} is ${by} off ours: one of them is wrong`)
  }
  if (isDoubled(station)) {
    const says = 'give each its own `station` in its config'
    add('two-daemons', undefined, `two daemons call themselves ${name}: ${says}`)
  }
  if (heardAt < since && between(since, now) < ALL_HEARD) return causes
  for (const { airing, at, until } of starts) {
    if (now < after(at, ON_AIR_WITHIN) || now >= until) continue
    const isNot = heardAt >= at ? 'and is not' : 'and nobody says that it is'
    add('not-on-air', airing, `${airing} was to be on air at ${utc(at)}, ${isNot}`)
  }
  for (const { airing, since: lostAt } of offAir)
    if (now >= after(lostAt, OFF_AIR_FOR))
      add('off-air', airing, `${airing} lost its session, and is off the air since ${utc(lostAt)}`)
  return causes
}

/** What it will miss first, for whoever is woken. */
function owes({ starts }: Station, now: Instant): string {
  const [next] = starts.filter(({ at }) => at > now).sort((one, other) => one.at - other.at)
  return next ? `; ${next.airing} is to start at ${utc(next.at)}` : ''
}

/** Why it is one no more; undefined: it still is. */
export function whyOver(
  { kind, airing = '', since }: Raised,
  name: string,
  station: Station,
  now: Instant,
): string | undefined {
  const { heardAt, onAir, offAir, starts } = station
  const ago = `${showSeconds(millis(Math.max(0, between(since, now))))} after the alarm`
  switch (kind) {
    case 'silent': {
      const quiet = between(heardAt, now)
      return quiet >= 0 && quiet < SILENT_AFTER ? `${name} is heard again, ${ago}` : undefined
    }
    case 'clocks':
      return isApart(station) ? undefined : `the clock of ${name} agrees with ours again`
    case 'two-daemons':
      return isDoubled(station) ? undefined : `one daemon is heard under the name ${name}, no more`
    case 'not-on-air': {
      if (onAir.includes(airing)) return `${airing} is on air, ${ago}`
      if (offAir.some((one) => one.airing === airing)) return `${airing} was on air meanwhile`
      const promised = starts.find((one) => one.airing === airing)
      if (!promised) return `${airing} is no longer planned`
      return promised.until > now
        ? undefined
        : `the time of ${airing} is over, and it was not on air`
    }
    case 'off-air':
      if (onAir.includes(airing)) return `${airing} is on air again, ${ago}`
      return offAir.some((one) => one.airing === airing)
        ? undefined
        : `${airing} is to be on air no longer`
  }
}
