/** The desk: who may be told what, and whose orders go to the loop. It is open before the loop is, and says so. */

import { theAiring } from '../console/airing-view.js'
import type { Act, Order, Orders } from '../console/orders.js'
import { showsOf, statusOf } from '../console/status.js'
import type { Views } from '../console/views.js'
import { type Airing, isManned } from '../core/plan/airing.js'
import { handover } from '../core/plan/handover.js'
import { emptyState, type State } from '../core/plan/state.js'
import { after, seconds } from '../core/time.js'
import { applying, previewing } from './apply.js'
import type { Clock } from './clock.js'
import * as weigh from './desk-orders.js'
import { start } from './desk-start.js'
import { type TokenDesk, tokenAdd, tokenRevoke } from './desk-tokens.js'
import type { Disk } from './disk.js'
import type { Loop } from './loop.js'
import { type Book, openOrderDesk } from './orders.js'
import type { Rundowns } from './rundowns.js'

export interface Desk extends Disposable {
  readonly views: Views
  readonly orders: Orders
  readonly man: (loop: Loop) => void
  /** Where rundowns are read again: until it is there, nothing is applied. */
  readonly follow: (rundowns: Rundowns) => void
  /** Everything was closed by `stop`. */
  readonly closed: Promise<void>
}

/** What it looks up in the journal, and how that fares. */
export interface Shelves {
  readonly book: Book
  readonly tokens: TokenDesk
  readonly asRun: Views['asRun']
  readonly audit: Views['audit']
  readonly disk: Disk['standing']
  /** What is measured. */
  readonly metrics: Views['metrics']
}

const LOOK_WHILE_CLOSING = seconds(0.25)

export function openDesk(station: string, clock: Clock, shelves: Shelves): Desk {
  let manned: Loop | undefined
  let rundowns: Rundowns | undefined
  let alarm: Disposable | undefined
  let isLeft = false
  let close: () => void = () => {}
  const closed = new Promise<void>((resolve) => {
    close = resolve
  })
  const frame = openOrderDesk(shelves.book, () => manned)
  const closeAll = (loop: Loop): void => {
    // A vendor that cannot be reached closes nothing: whoever leaves meanwhile leaves the rest to the next start.
    if (isLeft) return
    const open = Object.values(loop.state.airings).filter(isManned)
    for (const airing of open) if (!airing.stop) loop.post(closing(airing), {})
    if (open.length === 0) close()
    else alarm = clock.wake(after(clock.now(), LOOK_WHILE_CLOSING), () => closeAll(loop))
  }
  const by =
    <Of extends Act>(act: Of, how: weigh.Weigh<Of>) =>
    (order: Order<Of>) =>
      frame.carryOut(act, order, (given, loop) => how(given, { loop, now: clock.now() }))
  const state = (): State => manned?.state ?? emptyState()
  return {
    closed,
    man: (loop) => {
      manned = loop
    },
    follow: (kept) => {
      rundowns = kept
    },
    views: {
      apply: (scope) => previewing(state(), rundowns, scope),
      status: (scope) => statusOf(state(), station, clock.now(), scope, shelves.disk()),
      airing: (name, { scope }) => theAiring(state(), name, clock.now(), scope),
      shows: (scope) => showsOf(state(), scope),
      metrics: shelves.metrics,
      handover: () => handover(state(), clock.now()),
      asRun: shelves.asRun,
      audit: shelves.audit,
      tokens: shelves.tokens.list,
    },
    orders: {
      say: by('say', weigh.say),
      take: by('take', weigh.take),
      move: by('move', weigh.move),
      cancel: by('cancel', weigh.cancel),
      hold: by('hold', weigh.hold),
      release: by('release', weigh.release),
      skip: by('skip', weigh.skip),
      speak: by('speak', weigh.speak),
      stop: by('stop', weigh.stop),
      start: by('start', start),
      apply: (order) =>
        applying(state(), rundowns, (weigh) => frame.carryOut('apply', order, weigh)),
      'stop-all': by('stop-all', (order, scene) =>
        weigh.stopAll(order, scene, station, () => closeAll(scene.loop)),
      ),
      'token-add': by('token-add', (order) => tokenAdd(order, shelves.tokens)),
      'token-revoke': by('token-revoke', (order) => tokenRevoke(order, shelves.tokens)),
    },
    [Symbol.dispose]: () => {
      isLeft = true
      alarm?.[Symbol.dispose]()
    },
  }
}

const closing = ({ id }: Airing) =>
  ({
    type: 'commanded',
    airing: id,
    request: 'stop:all',
    by: 'operator',
    command: { type: 'stop', hold: false },
  }) as const
