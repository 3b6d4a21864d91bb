/**
 * The watch itself: what stations promised, what was heard of them, and what of that is an alarm. Each alarm is raised
 * once and is over once. Plain data in, plain data out; it survives a round trip through JSON.
 */
import { between, hours, type Instant } from '../core/time.js'
import { type Alarm, causesOf, type Raised, whyOver } from './alarms.js'
import type { Alive } from './contract.js'
import { ended, type Station, told, UNHEARD } from './station.js'

export type Watched = Readonly<Record<string, WatchedStation>>

export interface WatchedStation extends Station {
  /** Raised, and not over. */
  readonly open: readonly Raised[]
}

export interface Seen {
  readonly watched: Watched
  readonly alarms: readonly Alarm[]
}

/** Of this many stations; whoever has the token makes up no more. */
export const STATIONS_MAX = 100
/** So long silent, and nothing promised any more: it was taken out of service and nobody said so. */
const FORGOTTEN_AFTER = hours(24)

/** A post came; undefined: there is no room for one more station. `since`: as of `look`. */
export function heard(
  watched: Watched,
  alive: Alive,
  now: Instant,
  since: Instant,
): Seen | undefined {
  const { [alive.station]: was, ...others } = watched
  const name = alive.station
  const known = was ?? { ...UNHEARD, open: [] }
  if (alive.ends) {
    const left = ended(known, alive.run, now)
    if (left) return within(others, name, { ...known, ...left }, now, since)
    return { watched: others, alarms: allOver(name, known, `${name} was stopped on purpose`) }
  }
  if (!was && Object.keys(others).length >= STATIONS_MAX) return undefined
  return within(others, name, { ...told(known, alive, now), open: known.open }, now, since)
}

function within(
  others: Watched,
  name: string,
  station: WatchedStation,
  now: Instant,
  since: Instant,
): Seen {
  const { open, alarms } = settled(name, station, now, since)
  return { watched: { ...others, [name]: { ...station, open } }, alarms }
}

/** Time went by. `since`: from then on nothing that was said can have been missed. */
export function look(watched: Watched, now: Instant, since: Instant): Seen {
  const alarms: Alarm[] = []
  const stations: [string, WatchedStation][] = []
  for (const [name, station] of Object.entries(watched)) {
    if (isForgotten(station, now)) {
      const says = `nothing was heard of ${name} for a day: it is watched no longer`
      alarms.push(...allOver(name, station, says))
      continue
    }
    const { open, alarms: found } = settled(name, station, now, since)
    alarms.push(...found)
    stations.push([name, found.length === 0 ? station : { ...station, open }])
  }
  return { watched: alarms.length === 0 ? watched : Object.fromEntries(stations), alarms }
}

const isForgotten = ({ open, starts }: WatchedStation, now: Instant) =>
  open.some(({ kind, since }) => kind === 'silent' && between(since, now) >= FORGOTTEN_AFTER) &&
  starts.every(({ until }) => between(until, now) >= FORGOTTEN_AFTER)

function settled(name: string, station: WatchedStation, now: Instant, since: Instant) {
  const alarms: Alarm[] = []
  const open = station.open.filter((raised) => {
    const says = whyOver(raised, name, station, now)
    if (says === undefined) return true
    alarms.push({ station: name, kind: raised.kind, airing: raised.airing, is: 'over', says })
    return false
  })
  for (const { kind, airing, says } of causesOf(name, station, now, since)) {
    if (open.some((one) => one.kind === kind && one.airing === airing)) continue
    open.push({ kind, airing, since: now })
    alarms.push({ station: name, kind, airing, is: 'raised', says })
  }
  return { open, alarms }
}

const allOver = (name: string, { open }: WatchedStation, says: string): Alarm[] =>
  open.map(({ kind, airing }) => ({ station: name, kind, airing, is: 'over', says }))
