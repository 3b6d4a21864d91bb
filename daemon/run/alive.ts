/**
 * Tells an independent watcher that the station lives, and what it owes: every half minute, and at once when a show
 * goes on air or what was promised changes. The station never waits for it; a watcher that cannot be reached is one
 * warning, and one word when it can be again.
 */
import { type Airing, hasEnded, isManned } from '../core/plan/airing.js'
import { isRelayed } from '../core/plan/relay.js'
import { isOpen } from '../core/plan/session.js'
import type { State } from '../core/plan/state.js'
import { after, type Instant, NEVER, seconds, utc } from '../core/time.js'
import type { TakenTurn } from '../journal/journal.js'
import type { Log } from '../log.js'
import type { Secret } from '../secret.js'
import { type Alive, PROMISED_AHEAD, STARTS_MAX } from '../watcher/contract.js'
import type { Post } from '../watcher/post.js'
import type { Clock } from './clock.js'

export interface TellerOptions {
  readonly station: string
  /** undefined: nobody watches. */
  readonly watcher: { readonly url: string; readonly token: Secret } | undefined
  readonly state: State
  readonly clock: Pick<Clock, 'now' | 'wake'>
  readonly log: Log
  readonly post: (post: Post) => Promise<string | undefined>
}

export interface Teller extends Disposable {
  /** Turns are on the disk; what they changed may have to be told at once. Never throws. */
  readonly committed: (turns: readonly TakenTurn[]) => void
  /** The station was stopped on purpose: the last word. */
  readonly ends: () => Promise<void>
}

const EVERY = seconds(30)
/** After one that was not taken: a start is missed there ten seconds after its time. */
const AGAIN = seconds(3)

export function openTeller(options: TellerOptions): Teller {
  const { station, watcher, state, clock, log, post } = options
  if (!watcher) return NOBODY
  const { url, token } = watcher
  let said = new Map<string, string>()
  let underWay: Promise<boolean> | undefined
  let isDue = false
  let failing = false
  let closed = false
  let alarm: Disposable | undefined

  const send = async (body: Alive): Promise<boolean> => {
    const why = await post({ url: `${url}/alive`, token, body })
    if (why !== undefined && !failing)
      log.warn(
        {},
        `the watcher does not take what it is told: ${why}; the station goes on unwatched`,
      )
    if (why === undefined && failing) log.info({}, 'the watcher takes what it is told again')
    failing = why !== undefined
    return !failing
  }

  function tell(): void {
    if (closed) return
    if (underWay) {
      isDue = true
      return
    }
    isDue = false
    const now = clock.now()
    said = wordsOf(state, now)
    underWay = send(aliveOf(station, state, now))
    void underWay.then((taken) => {
      underWay = undefined
      if (isDue) tell()
      else arm(taken ? EVERY : AGAIN)
    })
  }

  function arm(wait: typeof EVERY): void {
    alarm?.[Symbol.dispose]()
    if (!closed) alarm = clock.wake(after(clock.now(), wait), tell)
  }

  tell()
  return {
    committed(turns) {
      const now = clock.now()
      const isNews = turns.some(({ decision }) =>
        [...decision.changes.airings].some(
          ([id, airing]) => (airing ? wordOf(airing, now) : '') !== (said.get(id) ?? ''),
        ),
      )
      if (isNews) tell()
    },
    async ends() {
      closed = true
      alarm?.[Symbol.dispose]()
      await underWay
      await send({ station, at: utc(clock.now()), starts: [], onAir: [], sessions: 0, ends: true })
    },
    [Symbol.dispose]: () => {
      closed = true
      alarm?.[Symbol.dispose]()
    },
  }
}

const NOBODY: Teller = {
  committed: () => {},
  ends: async () => {},
  [Symbol.dispose]: () => {},
}

export function aliveOf(station: string, { airings }: State, now: Instant): Alive {
  const all = Object.values(airings)
  const starts = all
    .filter((airing) => isPromised(airing, now))
    .sort((one, other) => one.startsAt - other.startsAt)
    .slice(0, STARTS_MAX)
    .map(({ id, startsAt, endsAt = NEVER }) => ({
      airing: id,
      at: utc(startsAt),
      until: utc(endsAt),
    }))
  const onAir = all.filter(isOnAir).slice(0, STARTS_MAX)
  return {
    station,
    at: utc(now),
    starts,
    onAir: onAir.map(({ id }) => id),
    sessions: all.filter((airing) => isManned(airing) && isOpen(airing.session)).length,
    ends: false,
  }
}

const isOnAir = (airing: Airing) => airing.onAirAt !== undefined && !hasEnded(airing)

/**
 * It has a time, and owes being on air then. What was missed owes it still; what an operator stopped does not. A
 * channel without an end has no time to be held to.
 */
function isPromised(airing: Airing, now: Instant): boolean {
  const { id, startsAt, endsAt, onAirAt, stop, situation } = airing
  if (endsAt === undefined || endsAt <= now || startsAt > after(now, PROMISED_AHEAD)) return false
  if (onAirAt !== undefined || stop || isRelayed(id)) return false
  return !hasEnded(airing) || situation === 'missed'
}

/** What is said of an airing, short; empty: nothing. */
const wordOf = (airing: Airing, now: Instant): string => {
  if (isOnAir(airing)) return 'on air'
  return isPromised(airing, now) ? `${airing.startsAt} ${airing.endsAt}` : ''
}

const wordsOf = ({ airings }: State, now: Instant): Map<string, string> =>
  new Map(
    Object.values(airings).flatMap((one) => {
      const word = wordOf(one, now)
      return word === '' ? [] : [[one.id, word] as const]
    }),
  )
