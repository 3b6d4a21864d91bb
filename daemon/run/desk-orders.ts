/** Every order weighed: what it is about, what it would do, what the loop is to be told. None does anything here. */

import { findAiring } from '../console/airing-named.js'
import { standingOf } from '../console/airing-view.js'
import { type Done, type Refused, refused } from '../console/answers.js'
import type { Act, Order } from '../console/orders.js'
import { VOICE_MAX } from '../core/limits.js'
import { type Airing, isManned, windowOf } from '../core/plan/airing.js'
import type { Command } from '../core/plan/commands.js'
import { firstTurnAfter } from '../core/plan/cues.js'
import { foresee } from '../core/plan/foresee.js'
import type { Takeover } from '../core/plan/takeover.js'
import type { CueId } from '../core/rundown/rundown.js'
import { after, type Duration, type Instant, local, millis, parseDuration } from '../core/time.js'
import { airingNamed, isRefused, STATION, subject, takeoverNamed } from './desk-names.js'
import type { Loop } from './loop.js'
import type { Weighed } from './orders.js'

export interface Scene {
  readonly loop: Loop
  readonly now: Instant
}

export type Weigh<Of extends Act> = (order: Order<Of>, scene: Scene) => Weighed

export const say: Weigh<'say'> = (order, scene) => {
  const { text, urgency, how, expires } = order.words
  const script = {
    say: text,
    ssml: false,
    audio: undefined,
    foregrounds: [],
    background: undefined,
  }
  const command = { type: 'say', script, urgency, how, expires: durationIn(expires) } as const
  return commanding(order, scene, () => command)
}

export const take: Weigh<'take'> = (order, scene) => {
  const { adlib, values } = order.words
  return commanding(order, scene, () => ({ type: 'take', adlib: adlib as CueId, values }))
}

export const move: Weigh<'move'> = (order, scene) => {
  const { to, before } = order.words
  if ((to === undefined) === (before === undefined))
    return { about: STATION, answer: refused('not-found', 'where to: say `to` or `before`') }
  return commanding(order, scene, (airing) => {
    const takeover = inQueue(airing, order.about.takeover ?? '', scene)
    if (isRefused(takeover)) return takeover
    if (to !== undefined) return { type: 'move', takeover: takeover.id, to }
    const other = inQueue(airing, before ?? '', scene)
    if (isRefused(other)) return other
    return { type: 'move', takeover: takeover.id, to: { before: other.id } }
  })
}

export const cancel: Weigh<'cancel'> = (order, scene) =>
  commanding(order, scene, (airing) => {
    const takeover = inQueue(airing, order.about.takeover ?? '', scene)
    return isRefused(takeover) ? takeover : { type: 'cancel', takeover: takeover.id }
  })

/** The queue is what has fallen due; the rest of the plan is the rundown's, and is changed there. */
function inQueue(airing: Airing, name: string, { loop, now }: Scene): Takeover | Refused {
  const found = takeoverNamed(airing, name)
  const cue = loop.state.programmes[airing.version]?.cues.find((one) => one.cue === name)
  if (!isRefused(found) || !cue) return found
  const next = firstTurnAfter(cue, windowOf(airing), now)?.at
  const when =
    cue.when.kind === 'after'
      ? `it is called behind ${cue.when.after}`
      : next === undefined
        ? 'it is not due any more'
        : `it is due at ${local(next, airing.timezone).slice(11, 19)}`
  return refused(
    'not-found',
    `${name} is not in the queue of ${airing.id}: ${when}`,
    'change its time in the rundown or take it out there, and save: that is in force at once (onair apply). ' +
      'What may be wanted at any time is an ad-lib: onair take',
  )
}

export const hold: Weigh<'hold'> = (order, scene) =>
  commanding(order, scene, () => ({
    type: 'hold',
    until: after(scene.now, durationIn(order.words.for) ?? millis(0)),
  }))

export const release: Weigh<'release'> = (order, scene) =>
  commanding(order, scene, () => ({ type: 'release' }))

export const skip: Weigh<'skip'> = (order, scene) =>
  commanding(order, scene, () => ({ type: 'skip' }))

export const speak: Weigh<'speak'> = (order, scene) => {
  const { how, for: longest } = order.words
  return commanding(order, scene, () => ({
    type: 'speak',
    how,
    longest: durationIn(longest) ?? VOICE_MAX,
  }))
}

/** A channel without an end is held: it would open again at once. */
export const stop: Weigh<'stop'> = (order, scene) => {
  const { confirm } = order.words
  return commanding(order, scene, (airing) =>
    confirm === airing.id || confirm === airing.show
      ? { type: 'stop', hold: airing.endsAt === undefined }
      : unconfirmed(`this closes ${airing.id} (${airing.situation})`, airing.id),
  )
}

export function stopAll(
  order: Order<'stop-all'>,
  { loop }: Scene,
  station: string,
  then: () => void,
): Weighed {
  const about = STATION
  const open = Object.values(loop.state.airings).filter(isManned).length
  if (order.words.confirm !== station)
    return {
      about,
      answer: unconfirmed(closesAll(open), station, `onair stop --station ${station}`),
    }
  const says =
    open === 0 ? 'nothing is on air; onair ends' : `${open} being closed, then onair ends`
  return { about, answer: done(says), then }
}

/** The airing is looked up, the command foreseen; what the core says no to is refused with its words. */
function commanding(
  order: Order,
  { loop, now }: Scene,
  commandFor: (airing: Airing) => Command | Extract<Weighed['answer'], { ok: false }>,
): Weighed {
  const { state } = loop
  const airing = airingNamed(state, order.about.airing ?? '', order.who)
  if (isRefused(airing)) return { about: STATION, answer: airing }
  const about = subject(airing)
  const command = commandFor(airing)
  if (isRefused(command)) return { about, airing, answer: command }
  const foreseen = foresee(state, airing.id, command, now)
  if (!foreseen.ok) return { about, airing, answer: refused('refused', foreseen.says) }
  const { says, at } = foreseen
  const { request, who } = order
  return {
    about,
    airing,
    event: { type: 'commanded', airing: airing.id, request, by: who.name, command },
    standing: () => standingOf(findAiring(loop.state, airing.id), now),
    answer:
      at === undefined
        ? done(says)
        : { ...done(says), foresees: { at: local(at, airing.timezone) } },
  }
}

const done = (says: string): Done => ({ ok: true, says })

const closesAll = (open: number) =>
  open === 1
    ? 'this closes the one show that is open, and ends onair'
    : `this closes all ${open} shows that are open, and ends onair`

const unconfirmed = (says: string, confirm: string, command?: string) =>
  refused(
    'needs-confirmation',
    says,
    `order it again with confirm: ${JSON.stringify(confirm)}${command ? ` (${command})` : ''}`,
  )

const durationIn = (written: string | undefined): Duration | undefined =>
  written === undefined ? undefined : parseDuration(written)
