/** What an operator's words do to the loop. The desk is open before the loop is, and says so until it is manned. */
import type { Answer, Desk, Said } from '../console/api.js'
import { findAiring, statusOf } from '../console/status.js'
import type { SpeechLimits } from '../core/limits.js'
import { type Airing, hasEnded, isManned } from '../core/plan/airing.js'
import { spokenLength } from '../core/rundown/check-speech.js'
import type { AccountId } from '../core/rundown/rundown.js'
import { seconds } from '../core/time.js'
import type { Log } from '../log.js'
import type { Clock } from './clock.js'
import type { Loop } from './loop.js'

export interface MannedDesk extends Desk {
  readonly man: (loop: Loop, speech: SpeechOf) => void
  /** Everything was closed by `stop`. */
  readonly closed: Promise<void>
}

/** What the platform of an account takes. */
type SpeechOf = (account: AccountId) => SpeechLimits | undefined

interface Manned {
  readonly loop: Loop
  readonly speech: SpeechOf
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
    for (const airing of open) if (!airing.stop) stopOne(loop, airing, false)
    if (open.length === 0) close()
    else clock.wake((clock.now() + LOOK_WHILE_CLOSING) as never, () => closeAll(loop))
  }
  return {
    closed,
    man: (loop, speech) => {
      manned = { loop, speech }
    },
    status: () =>
      manned
        ? statusOf(manned.loop.state, station, clock.now())
        : { station, now: '', airings: [] },
    say: (name, said) => (manned ? say(manned, name, said, log) : NOT_YET),
    stop: (name) => (manned ? stop(manned.loop, name) : NOT_YET),
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

function say({ loop, speech }: Manned, name: string, said: Said, log: Log): Answer {
  const airing = findAiring(loop.state, name)
  if (!airing) return unknown(name, loop)
  if (airing.situation !== 'on-air') return no(`${airing.id} is not on air (${airing.situation})`)
  const unfit = unfitText(said.text, speech(airing.account))
  if (unfit) return no(unfit)
  const { request, text, urgency, how } = said
  const script = {
    say: text,
    ssml: false,
    audio: undefined,
    foregrounds: [],
    background: undefined,
  }
  loop.post({ type: 'operator-said', airing: airing.id, request, script, urgency, how })
  log.info({ airing: airing.id }, 'an operator says something')
  return yes(how === 'queue' ? 'it is in the queue' : 'it cuts in now')
}

/** A channel without an end is held: it would open again at once. */
function stop(loop: Loop, name: string): Answer {
  const airing = findAiring(loop.state, name)
  if (!airing) return unknown(name, loop)
  if (hasEnded(airing)) return no(`${airing.id} is over already (${airing.situation})`)
  const hold = airing.endsAt === undefined
  stopOne(loop, airing, hold)
  const held = hold ? `; it stays closed until: onair start ${airing.show}` : ''
  return yes(`${airing.id} is being closed${held}`)
}

function start(loop: Loop, name: string): Answer {
  const { shows } = loop.state
  const show = Object.hasOwn(shows, name) ? shows[name] : undefined
  if (!show) return no(`there is no show "${name}"`)
  const waits = show.airings.some((id) => loop.state.airings[id]?.situation === 'ready')
  const doubted = loop.state.accounts[show.account]?.clockOff !== undefined
  if (!show.held && !(waits && doubted)) return no(`"${name}" was not stopped: nothing to start`)
  loop.post({ type: 'operator-started', show: show.id })
  return yes(show.held ? `"${name}" is being opened` : `"${name}" starts at its time`)
}

const stopOne = (loop: Loop, airing: Airing, hold: boolean) =>
  loop.post({ type: 'operator-stopped', airing: airing.id, hold })

/** The same limits as for a rundown. */
function unfitText(text: string, limits: SpeechLimits | undefined): string | undefined {
  if (!limits) return undefined
  const { textMin, textMax } = limits
  if (spokenLength(text) < textMin) {
    return `the platform refuses texts shorter than ${textMin} characters (blanks do not count)`
  }
  return [...text].length > textMax
    ? `the platform refuses texts longer than ${textMax} characters`
    : undefined
}

const yes = (says: string): Answer => ({ ok: true, says })
const no = (says: string): Answer => ({ ok: false, says })
const NOT_YET = no('onair is still starting: try again in a second')

const unknown = (name: string, { state }: Loop): Answer => {
  const known = Object.values(state.airings)
    .filter((airing) => !hasEnded(airing))
    .map(({ id }) => id)
  return no(
    `there is no airing or show "${name}"${known.length > 0 ? `; there are: ${known.join(', ')}` : ''}`,
  )
}
