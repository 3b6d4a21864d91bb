/**
 * Tells an independent watcher that the station lives, and what it owes: every half minute, and at once when a show
 * goes on air or what was promised changes. The station never waits for it; a watcher that cannot be reached is one
 * warning, and one word when it can be again.
 */
import { type Airing, hasEnded, isManned } from '../core/plan/airing.js'
import { isOffAir, isRelayed } from '../core/plan/relay.js'
import { isOpen } from '../core/plan/session.js'
import type { State } from '../core/plan/state.js'
import {
  after,
  between,
  type Duration,
  type Instant,
  instant,
  millis,
  NEVER,
  seconds,
  utc,
} from '../core/time.js'
import type { TakenTurn } from '../journal/journal.js'
import type { Log } from '../log.js'
import { inSlices, SLICE, type Slices } from '../metrics/slices.js'
import type { Secret } from '../secret.js'
import { type Alive, PROMISED_AHEAD, STARTS_MAX } from '../watcher/contract.js'
import type { Post } from '../watcher/post.js'
import type { Clock } from './clock.js'

export interface TellerOptions {
  readonly station: string
  /** Another one each time a daemon starts. */
  readonly run: string
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
/** So long the station waits for its last word to be taken, and so often it is said. */
const LAST_WORD = seconds(3)
const LAST_WORD_EACH = seconds(1)
const LAST_WORD_AGAIN = millis(500)
/** Many shows may start in the same second: one post for all of them. */
const SOON = seconds(1)

export function openTeller(options: TellerOptions): Teller {
  const { station, run, watcher, state, clock, log, post } = options
  if (!watcher) return NOBODY
  const { url, token } = watcher
  let said: ReadonlyMap<string, string> = new Map()
  let isTelling = false
  let underWay: Promise<boolean> | undefined
  let toldAt = instant(0)
  let isDue = false
  let failing = false
  let closed = false
  let isGone = false
  let alarm: Disposable | undefined

  const send = async (body: Alive): Promise<boolean> => {
    const why = await post({ url: `${url}/alive`, token, body })
    if (isGone) return false
    if (why !== undefined && !failing)
      log.warn(
        {},
        `the watcher does not take what it is told: ${why}; the station goes on unwatched`,
      )
    if (why === undefined && failing) log.info({}, 'the watcher takes what it is told again')
    failing = why !== undefined
    return !failing
  }

  /** Not within a commit: what was decided there leaves first. */
  async function tell(): Promise<void> {
    if (closed || isTelling) return
    isTelling = true
    isDue = false
    toldAt = clock.now()
    let taken = false
    try {
      const { alive, words } = await inSlices(aliveOf({ station, run }, state, toldAt))
      // After the last word this one would make the station live again.
      if (closed) return
      said = words
      underWay = send(alive)
      taken = await underWay
    } catch {
      // Whatever broke here is not the station's concern; it is tried again.
    }
    isTelling = false
    arm(!taken ? AGAIN : isDue ? SOON : EVERY)
  }

  function arm(wait: Duration): void {
    alarm?.[Symbol.dispose]()
    if (!closed) alarm = clock.wake(after(clock.now(), wait), () => void tell())
  }

  arm(millis(0))
  return {
    committed(turns) {
      const now = clock.now()
      const isNews = turns.some(({ decision }) =>
        [...decision.changes.airings].some(
          ([id, airing]) =>
            (airing ? wordOf(airing, state.airings, now) : '') !== (said.get(id) ?? ''),
        ),
      )
      if (!isNews) return
      if (isTelling) isDue = true
      // Also where the clock was set back.
      else arm(millis(Math.min(SOON, Math.max(0, SOON - between(toldAt, now)))))
    },
    async ends() {
      closed = true
      alarm?.[Symbol.dispose]()
      let isOver = false
      let why: string | undefined = 'no answer'
      async function lastWord(): Promise<void> {
        await underWay?.catch(() => false)
        while (!isOver) {
          const facts = { station, run, at: utc(clock.now()), sessions: 0, ends: true }
          const body: Alive = { ...facts, starts: [], onAir: [], offAir: [] }
          why = await post({ url: `${url}/alive`, token, body, deadline: LAST_WORD_EACH })
          if (why === undefined) return
          using again = waiting(clock, LAST_WORD_AGAIN)
          await again.over
        }
      }
      using late = waiting(clock, LAST_WORD)
      await Promise.race([lastWord().catch(() => {}), late.over])
      isOver = true
      if (why === undefined) return
      const says = 'it will raise an alarm that nothing is heard of the station'
      log.warn({}, `the watcher was not told that the station ends: ${why}; ${says}`)
    },
    [Symbol.dispose]: () => {
      closed = true
      isGone = true
      alarm?.[Symbol.dispose]()
    },
  }
}

function waiting({ now, wake }: Pick<Clock, 'now' | 'wake'>, wait: Duration) {
  let alarm: Disposable | undefined
  const over = new Promise<void>((resolve) => {
    alarm = wake(after(now(), wait), resolve)
  })
  return { over, [Symbol.dispose]: () => alarm?.[Symbol.dispose]() }
}

const NOBODY: Teller = {
  committed: () => {},
  ends: async () => {},
  [Symbol.dispose]: () => {},
}

export interface Told {
  readonly alive: Alive
  /** What that says of each airing it speaks of. */
  readonly words: ReadonlyMap<string, string>
}

export function* aliveOf(
  who: Pick<Alive, 'station' | 'run'>,
  { airings }: State,
  now: Instant,
): Slices<Told> {
  const words = new Map<string, string>()
  const promised: Airing[] = []
  const onAir: string[] = []
  const offAir: string[] = []
  let sessions = 0
  let seen = 0
  for (const airing of Object.values(airings)) {
    if (++seen % SLICE === 0) yield
    const word = wordOf(airing, airings, now)
    if (isManned(airing) && isOpen(airing.session)) sessions += 1
    if (word === '') continue
    words.set(airing.id, word)
    if (word === ON_AIR) onAir.push(airing.id)
    else if (word === OFF_AIR) offAir.push(airing.id)
    else promised.push(airing)
  }
  const starts = promised
    .sort((one, other) => one.startsAt - other.startsAt)
    .slice(0, STARTS_MAX)
    .map(({ id, startsAt, endsAt = NEVER }) => ({
      airing: id,
      at: utc(startsAt),
      until: utc(endsAt),
    }))
  const facts = { ...who, at: utc(now), sessions, ends: false, starts }
  const [on, off] = [onAir.slice(0, STARTS_MAX), offAir.slice(0, STARTS_MAX)]
  return { alive: { ...facts, onAir: on, offAir: off }, words }
}

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

const ON_AIR = 'on air'
const OFF_AIR = 'off air'

/** What is said of an airing, short; empty: nothing. */
const wordOf = (airing: Airing, airings: State['airings'], now: Instant): string => {
  if (airing.situation === 'on-air') return ON_AIR
  if (isOffAir(airing, airings, now)) return OFF_AIR
  return isPromised(airing, now) ? `${airing.startsAt} ${airing.endsAt}` : ''
}
