/** What the desk should read: one line for each step an airing and its takeovers take. */

import { SILENCE_TOLD } from '../limits.js'
import type { AccountId } from '../rundown/rundown.js'
import { type Instant, local, millis, seconds, showDuration, showSeconds } from '../time.js'
import type { Tell } from './actions.js'
import { type Airing, isManned } from './airing.js'
import type { AiringId } from './calendar.js'
import type { Event } from './events.js'
import type { AiringEvent } from './hearing.js'
import { isOpen } from './session.js'
import { type Ended, hasEnded, type TakeoverFacts, title } from './takeover.js'

/** `airing`: undefined if it concerns none. */
export const tell = (
  airing: AiringId | undefined,
  level: Tell['level'],
  says: string,
  account?: AccountId,
): Tell => ({ type: 'tell', level, airing, account, says })

export function announce(before: Airing | undefined, now: Airing): readonly Tell[] {
  return [...stepOf(before, now), ...silence(before, now), ...spoken(before, now)]
}

export function clockMoved({ by, paused }: Extract<Event, { type: 'clock-moved' }>): string {
  const stood = paused > 0 ? `onair stood still for ${showDuration(paused)}` : ''
  const moved = Math.abs(by) >= seconds(1) ? `the clock was moved by ${showDuration(by)}` : ''
  return [stood, moved].filter(Boolean).join(', and ')
}

export function clockDoubted(event: Extract<Event, { type: 'clock-doubted' }>): string {
  // HTTP dates have whole seconds.
  const by = showSeconds(millis(Math.abs(event.by)))
  const which = event.by < 0 ? 'earlier' : 'later'
  return `by the clock of the platform of "${event.account}" it is ${by} ${which}: ${CLOCK_DOUBTED}`
}

/** What channel.ts does then. */
export const CLOCK_DOUBTED =
  'a show that starts at a time waits until they agree, or until: onair start SHOW; channels without an end are ' +
  'opened, and what is on air goes on'

/** What the platform refused, or left open. Of many in a row the first, second, fourth, eighth … is told. */
export function refusal(airing: Airing, event: AiringEvent): readonly Tell[] {
  if (!('outcome' in event) || event.outcome.is === 'applied') return []
  const { outcome } = event
  const says =
    outcome.is === 'not-applied' ? `${outcome.why}: ${outcome.says}` : `no answer: ${outcome.says}`
  if (event.type === 'opened') {
    const count =
      isManned(airing) && 'refusals' in airing.session ? airing.session.refusals.count : 1
    return Number.isInteger(Math.log2(count))
      ? [tell(airing.id, 'warn', `could not open, ${says}`)]
      : []
  }
  // That it does not answer was told already, once for all.
  const isKnown = outcome.is === 'ambiguous' || outcome.why === 'never-sent'
  if (isKnown && sessionOf(airing)?.heartbeat.silent) return []
  return TOLD.has(event.type) ? [tell(airing.id, 'warn', `${event.type}: ${says}`)] : []
}

/** Reads are repeated anyway; their failures show in the log of calls. */
const TOLD: ReadonlySet<string> = new Set(['went-live', 'beaten', 'enqueued', 'close-answered'])

function stepOf(before: Airing | undefined, now: Airing): readonly Tell[] {
  if (before?.situation === now.situation || !isManned(now)) return []
  const session = isOpen(now.session) ? ` (session ${now.session.id})` : ''
  switch (now.situation) {
    case 'opening':
      return [tell(now.id, 'info', 'opening')]
    case 'ready':
      return [tell(now.id, 'info', `ready${session}`)]
    case 'on-air':
      return [tell(now.id, 'info', `ON AIR${session}`)]
    case 'closing':
      return [tell(now.id, 'info', `closing${session}`)]
  }
}

/** Once when the platform falls silent, and once when it is heard again; who is alerted of it silence.ts says. */
function silence(before: Airing | undefined, now: Airing): readonly Tell[] {
  const was = sessionOf(before)
  const is = sessionOf(now)
  if (was === undefined || is?.id !== was.id || was.heartbeat.silent === is.heartbeat.silent)
    return []
  if (is.heartbeat.silent) return is.heartbeat.alone ? [] : [tell(now.id, 'info', SILENT)]
  const { heardAt: last = was.openedAt } = was.heartbeat
  const { heardAt: first = last } = is.heartbeat
  const gap = showSeconds(millis(first - last))
  return [tell(now.id, 'info', `the platform accepts heartbeats again, after ${gap}`)]
}

const SILENT = `the platform has accepted no heartbeat for ${showDuration(SILENCE_TOLD)}`

const sessionOf = (airing: Airing | undefined) =>
  airing && isManned(airing) && isOpen(airing.session) ? airing.session : undefined

function spoken(before: Airing | undefined, now: Airing): readonly Tell[] {
  if (before?.takeovers === now.takeovers) return []
  const speaking = new Set(
    before?.takeovers.filter(({ situation }) => situation === 'speaking').map(({ id }) => id),
  )
  return now.takeovers
    .filter(({ id, situation }) => situation === 'speaking' && !speaking.has(id))
    .map(({ cue, source, script }) =>
      tell(now.id, 'info', `speaking ${cue ?? source}: ${title(script)}`),
    )
}

/** What had to air and did not, and what nobody knows of: somebody should know that. */
export function mourned(
  airing: AiringId,
  { doubt, cue, source, status, reason, says }: TakeoverFacts & Ended,
): readonly Tell[] {
  const name = cue ?? source
  const why = says ?? reason
  const aired = status === 'aired' || status === 'aired_late' || status === 'aired_unconfirmed'
  if (doubt === 'must' && !aired)
    return [tell(airing, 'alert', `${name} must air, and did not: ${why}`)]
  const inDoubt =
    reason === 'IN_DOUBT_AFTER_CRASH' || (doubt === 'must' && status === 'aired_unconfirmed')
  return inDoubt ? [tell(airing, 'alert', `nobody knows whether ${name} aired: ${why}`)] : []
}

const NAMED_MAX = 5

/** One line for all that was missed at once; the log has a row for each. */
export function missed(airing: Airing): readonly Tell[] {
  const over = airing.takeovers.flatMap((one) =>
    hasEnded(one) && one.status === 'missed' ? [one] : [],
  )
  const [first] = over
  const last = over.at(-1)
  if (!first || !last) return []
  const clock = (at: Instant) => local(at, airing.timezone).slice(11, 19)
  const cues = [...new Set(over.map(({ cue }) => cue))]
  const named = cues.slice(0, NAMED_MAX).join(', ')
  const more = cues.length > NAMED_MAX ? ` and ${cues.length - NAMED_MAX} more` : ''
  const when =
    first === last ? clock(first.dueAt) : `between ${clock(first.dueAt)} and ${clock(last.dueAt)}`
  const says = `missed ${over.length} due ${when}, nothing could be aired then: ${named}${more}`
  return [tell(airing.id, 'alert', says)]
}
