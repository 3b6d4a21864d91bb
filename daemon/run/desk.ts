/** What an operator's orders do to the loop. The desk is open before the loop is, and says so until it is manned. */
import { type Done, refused } from '../console/answers.js'
import type { Views } from '../console/api.js'
import type { Order, Orders } from '../console/orders.js'
import { findAiring, statusOf } from '../console/status.js'
import type { Subject } from '../core/desk/roles.js'
import type { SpeechLimits } from '../core/limits.js'
import { type Airing, hasEnded, isManned } from '../core/plan/airing.js'
import type { Show } from '../core/plan/state.js'
import { spokenLength } from '../core/rundown/check-speech.js'
import type { AccountId } from '../core/rundown/rundown.js'
import { seconds } from '../core/time.js'
import type { Clock } from './clock.js'
import type { Loop } from './loop.js'
import { type Book, openOrderDesk, type Weighed } from './orders.js'

export interface Desk {
  readonly views: Views
  readonly orders: Orders
  readonly man: (loop: Loop, speech: SpeechOf) => void
  /** Everything was closed by `stop`. */
  readonly closed: Promise<void>
}

/** What the platform of an account takes. */
type SpeechOf = (account: AccountId) => SpeechLimits | undefined

const LOOK_WHILE_CLOSING = seconds(0.25)

export function openDesk(station: string, clock: Clock, book: Book): Desk {
  let manned: { readonly loop: Loop; readonly speech: SpeechOf } | undefined
  let close: () => void = () => {}
  const closed = new Promise<void>((resolve) => {
    close = resolve
  })
  const frame = openOrderDesk(book, () => manned?.loop)
  const closeAll = (loop: Loop): void => {
    const open = Object.values(loop.state.airings).filter(isManned)
    for (const airing of open) if (!airing.stop) loop.post(stopping(airing, false), {})
    if (open.length === 0) close()
    else clock.wake((clock.now() + LOOK_WHILE_CLOSING) as never, () => closeAll(loop))
  }
  return {
    closed,
    man: (loop, speech) => {
      manned = { loop, speech }
    },
    views: {
      status: (scope) =>
        manned
          ? statusOf(manned.loop.state, station, clock.now(), scope)
          : { station, now: '', airings: [] },
    },
    orders: {
      say: (order) =>
        frame.carryOut('say', order, (_, loop) =>
          say(order, loop, manned?.speech ?? (() => undefined)),
        ),
      stop: (order) => frame.carryOut('stop', order, stop),
      start: (order) => frame.carryOut('start', order, start),
      'stop-all': (order) =>
        frame.carryOut('stop-all', order, (_, loop) =>
          stopAll(order, loop, station, () => closeAll(loop)),
        ),
    },
  }
}

const STATION: Subject = { account: undefined, show: undefined, airing: undefined }
const subject = ({ id, show, account }: Airing): Subject => ({ account, show, airing: id })
const subjectOfShow = ({ id, account }: Show): Subject => ({ account, show: id, airing: undefined })
const done = (says: string): Done => ({ ok: true, says })

function say(order: Order<'say'>, loop: Loop, speech: SpeechOf): Weighed {
  const airing = findAiring(loop.state, order.about.airing ?? '')
  if (!airing) return unknown(order, loop)
  const about = subject(airing)
  const { text, urgency, how } = order.words
  if (airing.situation !== 'on-air')
    return { about, answer: refused('refused', `${airing.id} is not on air (${airing.situation})`) }
  const unfit = unfitText(text, speech(airing.account))
  if (unfit) return { about, answer: refused('refused', unfit) }
  const script = {
    say: text,
    ssml: false,
    audio: undefined,
    foregrounds: [],
    background: undefined,
  }
  const { request } = order
  const event = { type: 'operator-said', airing: airing.id, request, script, urgency, how } as const
  return {
    about,
    airing,
    event,
    answer: done(how === 'queue' ? 'it is in the queue' : 'it cuts in now'),
  }
}

/** A channel without an end is held: it would open again at once. */
function stop(order: Order<'stop'>, loop: Loop): Weighed {
  const airing = findAiring(loop.state, order.about.airing ?? '')
  if (!airing) return unknown(order, loop)
  const about = subject(airing)
  if (hasEnded(airing)) {
    const says = `${airing.id} is over already (${airing.situation})`
    return { about, answer: refused('refused', says) }
  }
  const { confirm } = order.words
  if (confirm !== airing.id && confirm !== airing.show)
    return {
      about,
      answer: unconfirmed(`this closes ${airing.id} (${airing.situation})`, airing.id),
    }
  const hold = airing.endsAt === undefined
  const held = hold ? `; it stays closed until: onair start ${airing.show}` : ''
  return {
    about,
    airing,
    event: stopping(airing, hold),
    answer: done(`${airing.id} is being closed${held}`),
  }
}

function start(order: Order<'start'>, loop: Loop): Weighed {
  const name = order.about.show ?? ''
  const { shows } = loop.state
  const show = Object.hasOwn(shows, name) ? shows[name] : undefined
  if (!show) return { about: STATION, answer: refused('not-found', `there is no show "${name}"`) }
  const about = subjectOfShow(show)
  const waits = show.airings.some((id) => loop.state.airings[id]?.situation === 'ready')
  const doubted = loop.state.accounts[show.account]?.clockOff !== undefined
  if (!show.held && !(waits && doubted))
    return { about, answer: refused('refused', `"${name}" was not stopped: nothing to start`) }
  return {
    about,
    event: { type: 'operator-started', show: show.id },
    answer: done(show.held ? `"${name}" is being opened` : `"${name}" starts at its time`),
  }
}

function stopAll(order: Order<'stop-all'>, loop: Loop, station: string, then: () => void): Weighed {
  const open = Object.values(loop.state.airings).filter(isManned).length
  if (order.words.confirm !== station)
    return {
      about: STATION,
      answer: unconfirmed(`this closes ${open} and ends onair`, station),
    }
  const says =
    open === 0 ? 'nothing is on air; onair ends' : `${open} being closed, then onair ends`
  return { about: STATION, answer: done(says), then }
}

const stopping = ({ id }: Airing, hold: boolean) =>
  ({ type: 'operator-stopped', airing: id, hold }) as const

const unconfirmed = (says: string, confirm: string) =>
  refused('needs-confirmation', says, `order it again with confirm: ${JSON.stringify(confirm)}`)

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

function unknown({ about: { airing: name }, who }: Order, { state }: Loop): Weighed {
  const known = statusOf(state, '', 0 as never, who.scope).airings.map(({ airing }) => airing)
  const hint = known.length > 0 ? `there are: ${known.join(', ')}` : 'nothing is planned'
  const answer = refused('not-found', `there is no airing or show "${name}"`, hint)
  return { about: STATION, answer }
}
