/**
 * The watch itself: what stations promised, what was heard of them, and what of that is an alarm. Each alarm is raised
 * once and is over once. Plain data in, plain data out; it survives a round trip through JSON.
 */
import { after, between, type Instant, instant, showSeconds, utc } from '../core/time.js'
import { type Alive, CLOCKS_APART, ON_AIR_WITHIN, SILENT_AFTER } from './contract.js'

export type Watched = Readonly<Record<string, Station>>

interface Station {
  /** By our own clock, as all times here but those of starts. */
  readonly heardAt: Instant
  readonly starts: readonly Promised[]
  readonly sessions: number
  /** Raised, and not over. */
  readonly open: readonly Raised[]
}

interface Promised {
  readonly airing: string
  readonly at: Instant
  readonly until: Instant
}

interface Raised {
  readonly kind: Kind
  readonly airing: string | undefined
  readonly since: Instant
}

export type Kind =
  /** Nothing is heard of the station. */
  | 'silent'
  /** What was to go on air did not. */
  | 'not-on-air'
  /** It is another time there. */
  | 'clocks'

export interface Alarm {
  readonly station: string
  readonly kind: Kind
  readonly airing: string | undefined
  readonly is: 'raised' | 'over'
  readonly says: string
}

export interface Seen {
  readonly watched: Watched
  readonly alarms: readonly Alarm[]
}

/** Of this many stations; whoever has the token makes up no more. */
export const STATIONS_MAX = 100

/** A post came. What it promises takes the place of all that was promised before. */
export function heard(watched: Watched, alive: Alive, now: Instant): Seen {
  const { [alive.station]: was, ...others } = watched
  const name = alive.station
  const onAir = new Set(alive.onAir)
  const starts = alive.starts.map(({ airing, at, until }) => ({
    airing,
    at: instant(Date.parse(at)),
    until: instant(Date.parse(until)),
  }))
  const promised = new Set(starts.map(({ airing }) => airing))
  const apart = between(now, instant(Date.parse(alive.at)))
  const isApart = Math.abs(apart) > CLOCKS_APART
  const alarms: Alarm[] = []
  const open = (was?.open ?? []).filter((raised) => {
    const { airing } = raised
    const ago = showSeconds(between(raised.since, now))
    const over = (says: string) => {
      alarms.push({ station: name, kind: raised.kind, airing, is: 'over', says })
      return false
    }
    if (raised.kind === 'silent') return over(`${name} is heard again, ${ago} after the alarm`)
    if (alive.ends) return over(`${name} was stopped on purpose`)
    if (raised.kind === 'clocks')
      return isApart || over(`the clock of ${name} agrees with ours again`)
    if (onAir.has(airing ?? '')) return over(`${airing} is on air, ${ago} after the alarm`)
    return promised.has(airing ?? '') || over(`${airing} is no longer planned`)
  })
  if (alive.ends) return { watched: others, alarms }
  if (isApart && !open.some(({ kind }) => kind === 'clocks')) {
    open.push({ kind: 'clocks', airing: undefined, since: now })
    const says = `the clock of ${name} is ${showSeconds(apart)} off ours: one of them is wrong`
    alarms.push({ station: name, kind: 'clocks', airing: undefined, is: 'raised', says })
  }
  if (!was && Object.keys(others).length >= STATIONS_MAX) return { watched, alarms: [] }
  const station = { heardAt: now, starts, sessions: alive.sessions, open }
  const looked = look({ [name]: station }, now)
  return { watched: { ...others, ...looked.watched }, alarms: [...alarms, ...looked.alarms] }
}

/** Time went by. */
export function look(watched: Watched, now: Instant): Seen {
  const alarms: Alarm[] = []
  const stations = Object.entries(watched).map(([name, station]) => {
    const { open, alarms: found } = lookAt(name, station, now)
    alarms.push(...found)
    return [name, found.length === 0 ? station : { ...station, open }] as const
  })
  return { watched: alarms.length === 0 ? watched : Object.fromEntries(stations), alarms }
}

function lookAt(name: string, station: Station, now: Instant) {
  const { starts, heardAt, sessions } = station
  const alarms: Alarm[] = []
  const ended = new Set(starts.filter(({ until }) => until <= now).map(({ airing }) => airing))
  const open = station.open.filter(({ kind, airing }) => {
    if (kind !== 'not-on-air' || airing === undefined || !ended.has(airing)) return true
    const says = `the time of ${airing} is over, and it was not on air`
    alarms.push({ station: name, kind, airing, is: 'over', says })
    return false
  })
  const raise = (kind: Kind, airing: string | undefined, says: string) => {
    if (open.some((one) => one.kind === kind && one.airing === airing)) return
    open.push({ kind, airing, since: now })
    alarms.push({ station: name, kind, airing, is: 'raised', says })
  }
  if (between(heardAt, now) >= SILENT_AFTER) {
    const last = `${utc(heardAt)}, with ${sessions} open ${sessions === 1 ? 'session' : 'sessions'}`
    raise('silent', undefined, `nothing is heard of ${name} since ${last}${owes(starts, now)}`)
  }
  for (const { airing, at, until } of starts)
    if (now >= after(at, ON_AIR_WITHIN) && now < until)
      raise('not-on-air', airing, `${airing} was to be on air at ${utc(at)}, and is not`)
  return { open, alarms }
}

/** What it will miss first, for whoever is woken. */
function owes(starts: readonly Promised[], now: Instant): string {
  const [next] = starts.filter(({ at }) => at > now).sort((one, other) => one.at - other.at)
  return next ? `; ${next.airing} is to start at ${utc(next.at)}` : ''
}
