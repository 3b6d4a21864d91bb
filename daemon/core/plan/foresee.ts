/**
 * What a command would do now, for the answer an operator gets: what will happen, and when it will be heard as far as
 * that can be said; or why it may not be. It changes nothing, and asks the same questions as commanding.ts.
 */
import { unreachable } from '../assert.js'
import { SPEECH_UNKNOWN } from '../limits.js'
import { spokenLength } from '../rundown/check-speech.js'
import {
  after,
  between,
  type Duration,
  type Instant,
  local,
  millis,
  showDuration,
  showSeconds,
} from '../time.js'
import { type Airing, isManned, hasEnded as isOver, type Manned } from './airing.js'
import type { AiringId } from './calendar.js'
import { admittedBy, heldUntil, mayBeCancelled } from './commanding.js'
import type { Command, Foreseen } from './commands.js'
import { onAirIn } from './cutting.js'
import { isSilenced } from './microphone.js'
import { inOrder, mayBeMoved, moved } from './order.js'
import { preemption } from './preemption.js'
import type { Scene } from './pursuit.js'
import type { State } from './state.js'
import { hasEnded, type Takeover, type TakeoverId, title } from './takeover.js'

export function foresee(state: State, id: AiringId, command: Command, now: Instant): Foreseen {
  const airing = state.airings[id]
  const account = airing && state.accounts[airing.account]
  const programme = airing && state.programmes[airing.version]
  if (!airing || !account || !programme) return no(`there is no airing "${id}"`)
  if (isOver(airing)) return no(`${id} is over already (${airing.situation})`)
  if (command.type === 'stop') return stopping(airing)
  if (!isManned(airing) || airing.situation !== 'on-air')
    return no(`${id} is not on air (${airing.situation})`)
  if (airing.parked !== undefined) return no(`${id} is parked on its looping script: stop it first`)
  return foreseen(airing, command, { programme, account, now, roll: 0 })
}

function foreseen(
  airing: Manned,
  command: Exclude<Command, { type: 'stop' }>,
  scene: Scene,
): Foreseen {
  switch (command.type) {
    case 'say':
      return unfit(command.script.say, scene) ?? queueing(airing, command, scene)
    case 'take':
    case 'answer':
      return queueing(airing, command, scene)
    case 'move':
      return moving(airing, command, scene)
    case 'cancel':
      return cancelling(airing, command.takeover)
    case 'hold': {
      const until = heldUntil(command.until, scene.now)
      if (until <= scene.now) return no('that is past already')
      const most = until < command.until ? ' (an hour at most)' : ''
      return yes(`nothing new is sent until ${clock(airing, until)}${most}, breaking news excepted`)
    }
    case 'release':
      return airing.heldUntil === undefined ? no('nothing is held') : yes('the queue goes on')
    case 'speak':
      return speaking(airing, command)
    case 'skip': {
      const onAir = onAirIn(airing)
      return onAir ? yes(`${nameOf(onAir)} is cut`) : no('nothing is speaking but the script')
    }
    default:
      return unreachable(command)
  }
}

function speaking(airing: Manned, { how }: Extract<Command, { type: 'speak' }>): Foreseen {
  if (airing.microphone) return no(`${airing.microphone.by} has the microphone`)
  const onAir = onAirIn(airing)
  if (!onAir) return yes('the microphone opens at once')
  return yes(
    how === 'cut'
      ? `${nameOf(onAir)} is cut, then the microphone opens`
      : `the microphone opens when ${nameOf(onAir)} is over`,
  )
}

function stopping({ id, endsAt, show }: Airing): Foreseen {
  const until = endsAt === undefined ? 'it stays closed until' : 'its rest is opened again by'
  return yes(`${id} is being closed; ${until}: onair start ${show}`)
}

/** The same limits as for a rundown. */
function unfit(text: string | undefined, { account }: Scene): Foreseen | undefined {
  if (text === undefined) return undefined
  const { textMin, textMax } = account
  if (spokenLength(text) < textMin)
    return no(`the platform refuses texts shorter than ${textMin} characters (blanks do not count)`)
  return [...text].length > textMax
    ? no(`the platform refuses texts longer than ${textMax} characters`)
    : undefined
}

function queueing(
  airing: Manned,
  command: Extract<Command, { type: 'say' | 'take' | 'answer' }>,
  scene: Scene,
): Foreseen {
  if (command.type === 'say' && command.how !== 'queue') return yes('it cuts in now', scene.now)
  const asked = { command, request: 'foreseen', by: '' }
  const admitted = admittedBy(airing, asked, scene)
  return admitted.ok ? heard(admitted.airing, admitted.takeover, scene.now) : no(admitted.says)
}

/** When it will be its turn, if nothing more urgent comes. */
function heard(airing: Manned, id: TakeoverId, now: Instant): Foreseen {
  const item = airing.takeovers.find((one) => one.id === id)
  const onAir = onAirIn(airing)
  if (!item) return no('it is not in the queue any more')
  const cuts = onAir !== undefined && preemption(item, onAir) === 'cuts'
  const ahead = aheadOf(airing, item, now)
  const speaking = onAir && !cuts ? restOf(onAir, now) : millis(0)
  const wait = millis(
    ahead.reduce<number>((sum, one) => sum + (one.length ?? SPEECH_UNKNOWN), speaking),
  )
  const held = airing.heldUntil !== undefined && item.urgency !== 'breaking'
  const begins = after(held && airing.heldUntil ? airing.heldUntil : now, wait)
  const when = `${whenHeard(between(now, begins))}${held ? ' (the queue is held)' : ''}`
  const lasts = showSeconds(between(now, item.expiresAt))
  if (begins >= item.expiresAt) return no(`it expires in ${lasts}, and would be ${when}`)
  const queue = ahead.length === 0 ? 'it is next' : `it is in the queue behind ${ahead.length}`
  // Nobody knows how long a live voice is.
  if (airing.microphone && isSilenced(airing))
    return yes(`${queue}, heard when ${airing.microphone.by} has spoken live`)
  if (cuts && ahead.length === 0) return yes(`it cuts ${nameOf(onAir)}`, begins)
  return yes(`${queue}, ${when}`, begins)
}

const whenHeard = (wait: Duration) =>
  wait <= 0
    ? 'heard at once'
    : `heard in about ${showDuration(millis(Math.ceil(wait / 1_000) * 1_000))}`

function aheadOf(airing: Manned, item: Takeover, now: Instant): readonly Takeover[] {
  const waiting = airing.takeovers.filter(
    (one) => !hasEnded(one) && one.situation !== 'speaking' && one.unwanted === undefined,
  )
  const order = waiting.sort(inOrder(now))
  return order.slice(0, Math.max(0, order.indexOf(item)))
}

function restOf(onAir: Extract<Takeover, { situation: 'speaking' }>, now: Instant): Duration {
  const length = onAir.length ?? SPEECH_UNKNOWN
  return millis(Math.max(0, length - between(onAir.startedAt, now)))
}

function moving(
  airing: Manned,
  { takeover: id, to }: Extract<Command, { type: 'move' }>,
  { now }: Scene,
): Foreseen {
  const item = find(airing, id)
  if (!item) return unknown(id)
  if (!mayBeMoved(item)) return no(`${nameOf(item)} cannot be moved: ${whyFixed(item)}`)
  const next = moved(airing, id, to, now)
  if (!next) return no('it can only be moved before something that waits and may be moved itself')
  return heard(next, item.id, now)
}

function whyFixed({ situation, start, urgency, unwanted }: Takeover): string {
  if (situation === 'speaking') return 'it is on air'
  if (unwanted) return 'it is being taken back'
  if (start.kind === 'hard') return 'it starts hard, at its time'
  return urgency === 'breaking' ? 'breaking news goes first' : 'it goes on with the item on air'
}

function cancelling(airing: Manned, id: TakeoverId): Foreseen {
  const item =
    airing.takeovers.find((one) => one.id === id && mayBeCancelled(one)) ?? find(airing, id)
  if (!item) return unknown(id)
  if (item.situation === 'speaking') return no(`${nameOf(item)} is on air: onair skip cuts it`)
  if (!mayBeCancelled(item)) return no(`${nameOf(item)} is being taken back already`)
  return yes(
    item.situation === 'waiting'
      ? `${nameOf(item)} will not air`
      : `${nameOf(item)} is taken back from the platform`,
  )
}

const find = (airing: Manned, id: string) =>
  airing.takeovers.find((one) => one.id === id && !hasEnded(one))

const unknown = (id: string) => no(`there is no takeover "${id}" in the queue`)
const nameOf = ({ cue, script }: Takeover) => cue ?? `"${title(script)}"`
const clock = ({ timezone }: Manned, at: Instant) => local(at, timezone).slice(11, 19)
const yes = (says: string, at?: Instant): Foreseen => ({ ok: true, says, at })
const no = (says: string): Foreseen => ({ ok: false, says })
