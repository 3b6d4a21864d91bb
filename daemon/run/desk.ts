/** What an operator's orders do to the loop. The desk is open before the loop is, and says so until it is manned. */
import { type Done, refused } from '../console/answers.js'
import type { Views } from '../console/api.js'
import type { Order, Orders } from '../console/orders.js'
import { findAiring, statusOf } from '../console/status.js'
import type { Subject } from '../core/desk/roles.js'
import { type Airing, isManned } from '../core/plan/airing.js'
import type { Command } from '../core/plan/commands.js'
import { foresee } from '../core/plan/foresee.js'
import type { Show } from '../core/plan/state.js'
import { type Instant, seconds } from '../core/time.js'
import type { Clock } from './clock.js'
import type { Loop } from './loop.js'
import { type Book, openOrderDesk, type Weighed } from './orders.js'

export interface Desk {
  readonly views: Views
  readonly orders: Orders
  readonly man: (loop: Loop) => void
  /** Everything was closed by `stop`. */
  readonly closed: Promise<void>
}

const LOOK_WHILE_CLOSING = seconds(0.25)

export function openDesk(station: string, clock: Clock, book: Book): Desk {
  let manned: { readonly loop: Loop } | undefined
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
    man: (loop) => {
      manned = { loop }
    },
    views: {
      status: (scope) =>
        manned
          ? statusOf(manned.loop.state, station, clock.now(), scope)
          : { station, now: '', airings: [] },
    },
    orders: {
      say: (order) => frame.carryOut('say', order, (_, loop) => say(order, loop, clock.now())),
      stop: (order) => frame.carryOut('stop', order, (_, loop) => stop(order, loop, clock.now())),
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

const NOTHING_SHOWN = { foregrounds: [], background: undefined }

function say(order: Order<'say'>, loop: Loop, now: Instant): Weighed {
  const { text, urgency, how } = order.words
  const script = { ...NOTHING_SHOWN, say: text, ssml: false, audio: undefined }
  return command(order, loop, { type: 'say', script, urgency, how }, now)
}

/** A channel without an end is held: it would open again at once. */
function stop(order: Order<'stop'>, loop: Loop, now: Instant): Weighed {
  const airing = findAiring(loop.state, order.about.airing ?? '')
  const { confirm } = order.words
  const what = { type: 'stop', hold: airing?.endsAt === undefined } as const
  const weighed = command(order, loop, what, now)
  if (!airing || !weighed.answer.ok || confirm === airing.id || confirm === airing.show)
    return weighed
  const says = `this closes ${airing.id} (${airing.situation})`
  return { about: weighed.about, answer: unconfirmed(says, airing.id) }
}

/** What will happen is said before it does. */
function command(order: Order, loop: Loop, what: Command, now: Instant): Weighed {
  const airing = findAiring(loop.state, order.about.airing ?? '')
  if (!airing) return unknown(order, loop)
  const about = subject(airing)
  const { ok, says } = foresee(loop.state, airing.id, what, now)
  if (!ok) return { about, answer: refused('refused', says) }
  const asked = { airing: airing.id, request: order.request, by: order.who.name, command: what }
  return { about, airing, event: { type: 'commanded', ...asked }, answer: done(says) }
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
  ({
    type: 'commanded',
    airing: id,
    request: 'stop:all',
    by: 'operator',
    command: { type: 'stop', hold },
  }) as const

const unconfirmed = (says: string, confirm: string) =>
  refused('needs-confirmation', says, `order it again with confirm: ${JSON.stringify(confirm)}`)

function unknown({ about: { airing: name }, who }: Order, { state }: Loop): Weighed {
  const known = statusOf(state, '', 0 as never, who.scope).airings.map(({ airing }) => airing)
  const hint = known.length > 0 ? `there are: ${known.join(', ')}` : 'nothing is planned'
  const answer = refused('not-found', `there is no airing or show "${name}"`, hint)
  return { about: STATION, answer }
}
