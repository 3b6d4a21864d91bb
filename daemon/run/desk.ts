/** What an operator's words do to the loop. The desk is open before the loop is, and says so until it is manned. */
import type { Answer, Desk, Said } from '../console/api.js'
import { findAiring, statusOf } from '../console/status.js'
import { type Airing, hasEnded, isManned } from '../core/plan/airing.js'
import type { Command } from '../core/plan/commands.js'
import type { Event } from '../core/plan/events.js'
import { foresee } from '../core/plan/foresee.js'
import { type Instant, seconds } from '../core/time.js'
import type { Log } from '../log.js'
import type { Clock } from './clock.js'
import type { Loop } from './loop.js'

export interface MannedDesk extends Desk {
  readonly man: (loop: Loop) => void
  /** Everything was closed by `stop`. */
  readonly closed: Promise<void>
}

interface Manned {
  readonly loop: Loop
  readonly now: Clock['now']
}

const LOOK_WHILE_CLOSING = seconds(0.25)

export function openDesk(station: string, clock: Clock, log: Log): MannedDesk {
  let manned: Manned | undefined
  let close: () => void = () => {}
  const closed = new Promise<void>((resolve) => {
    close = resolve
  })
  const closeAll = (loop: Loop): void => {
    const open = Object.values(loop.state.airings).filter(isManned)
    for (const airing of open) if (!airing.stop) stopOne(loop, airing)
    if (open.length === 0) close()
    else clock.wake((clock.now() + LOOK_WHILE_CLOSING) as never, () => closeAll(loop))
  }
  return {
    closed,
    man: (loop) => {
      manned = { loop, now: clock.now }
    },
    status: () =>
      manned
        ? statusOf(manned.loop.state, station, clock.now())
        : { station, now: '', airings: [] },
    say: (name, said) => (manned ? say(manned, name, said, log) : NOT_YET),
    stop: (name) => (manned ? stop(manned, name) : NOT_YET),
    start: (name) => (manned ? start(manned.loop, name) : NOT_YET),
    stopAll: () => {
      if (!manned) return NOT_YET
      const { loop } = manned
      const open = Object.values(loop.state.airings).filter(isManned).length
      closeAll(loop)
      return yes(
        open === 0 ? 'nothing is on air; onair ends' : `${open} being closed, then onair ends`,
      )
    },
  }
}

function say({ loop, now }: Manned, name: string, said: Said, log: Log): Answer {
  const { request, text, urgency, how } = said
  const script = { ...NOTHING_SHOWN, say: text, ssml: false, audio: undefined }
  const answer = command(loop, name, request, { type: 'say', script, urgency, how }, now())
  if (answer.ok) log.info({ airing: name }, 'an operator says something')
  return answer
}

const NOTHING_SHOWN = { foregrounds: [], background: undefined }

/** A channel without an end is held: it would open again at once. */
function stop({ loop, now }: Manned, name: string): Answer {
  const hold = findAiring(loop.state, name)?.endsAt === undefined
  return command(loop, name, `stop:${now()}`, { type: 'stop', hold }, now())
}

/** What will happen is said before it does; what is asked for twice is done once. */
function command(loop: Loop, name: string, request: string, what: Command, now: Instant): Answer {
  const airing = findAiring(loop.state, name)
  if (!airing) return unknown(name, loop)
  const { ok, says } = airing.requests.includes(request)
    ? yes('it was asked for before, and is done once')
    : foresee(loop.state, airing.id, what, now)
  if (!ok) return no(says)
  const asked = { airing: airing.id, request, by: 'operator', command: what }
  return kept(loop, { type: 'commanded', ...asked }) ? yes(says) : NOT_KEPT
}

function start(loop: Loop, name: string): Answer {
  const { shows } = loop.state
  const show = Object.hasOwn(shows, name) ? shows[name] : undefined
  if (!show) return no(`there is no show "${name}"`)
  const waits = show.airings.some((id) => loop.state.airings[id]?.situation === 'ready')
  const doubted = loop.state.accounts[show.account]?.clockOff !== undefined
  if (!show.held && !(waits && doubted)) return no(`"${name}" was not stopped: nothing to start`)
  if (!kept(loop, { type: 'operator-started', show: show.id })) return NOT_KEPT
  return yes(show.held ? `"${name}" is being opened` : `"${name}" starts at its time`)
}

const stopOne = (loop: Loop, airing: Airing) =>
  kept(loop, {
    type: 'commanded',
    airing: airing.id,
    request: 'stop:all',
    by: 'operator',
    command: { type: 'stop', hold: false },
  })

/** What an operator is told was done must be on the disk: with a receipt it goes there at once. */
function kept(loop: Loop, event: Event): boolean {
  loop.post(event, {})
  return loop.isKept()
}

const yes = (says: string): Answer => ({ ok: true, says })
const no = (says: string): Answer => ({ ok: false, says })
const NOT_KEPT = no('the journal cannot be written now: it may not be done; look at: onair status')
const NOT_YET = no('onair is still starting: try again in a second')

const unknown = (name: string, { state }: Loop): Answer => {
  const known = Object.values(state.airings)
    .filter((airing) => !hasEnded(airing))
    .map(({ id }) => id)
  return no(
    `there is no airing or show "${name}"${known.length > 0 ? `; there are: ${known.join(', ')}` : ''}`,
  )
}
