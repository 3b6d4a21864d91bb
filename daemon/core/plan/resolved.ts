/**
 * What became of calls of which nobody knew whether they had an effect: found, found missing, or given up by the cue's
 * own policy. Read off what a turn changed, and written beside the intent, so that next morning each doubt has an end.
 */
import type { Resolve } from './actions.js'
import { type Airing, isManned, type Manned } from './airing.js'
import type { Event } from './events.js'
import { isOpen, type Session } from './session.js'
import { awaitedAs, hasEnded, isHeld, type Takeover } from './takeover.js'

/** `event`: an opening that it answers was never in doubt. */
export function resolved(
  before: Airing | undefined,
  now: Airing,
  event?: Event,
): readonly Resolve[] {
  if (!before || !isManned(before)) return []
  const session = isManned(now) ? now.session : undefined
  const isAnswered =
    event?.type === 'opened' && event.airing === now.id && event.outcome.is === 'applied'
  return [
    ...(isAnswered && before.session.situation === 'asked'
      ? []
      : sessionResolved(now, before.session, session)),
    ...lineResolved(now, before),
    ...(before.takeovers === now.takeovers
      ? []
      : before.takeovers.flatMap((takeover) => takeoverResolved(now, takeover))),
  ]
}

/**
 * What goes along to the next session although nobody knows what became of it here, sent in this very turn perhaps: the
 * one that is left will not hear of it any more.
 */
export function goneAlong(was: Manned, left: Manned): readonly Resolve[] {
  const gone = was.takeovers.filter(({ id }) => !left.takeovers.some((one) => one.id === id))
  return gone.flatMap(({ situation, id, gen }): readonly Resolve[] =>
    situation === 'sent' || situation === 'in-doubt'
      ? [{ type: 'resolve', airing: was.id, of: 'takeover', takeover: id, gen, ...ALONG }]
      : [],
  )
}

type End = Pick<Resolve, 'how' | 'because'>

function sessionResolved(
  { id: airing }: Airing,
  before: Session,
  now: Session | undefined,
): readonly Resolve[] {
  if (before.situation === now?.situation) return []
  const ended = (of: Resolve['of'], end: End): readonly Resolve[] => [
    { type: 'resolve', airing, of, ...end },
  ]
  switch (before.situation) {
    case 'asked':
      // No answer, and a session that nobody knew was there already.
      return now && isOpen(now) ? ended('open', FOUND) : []
    case 'unclear':
      if (now && isOpen(now)) return ended('open', FOUND)
      return ended('open', now?.situation === 'wanted' ? NO_TRACE : OVER)
    case 'starting':
      if (now?.situation === 'live') return ended('go-live', TOLD)
      return ended('go-live', now?.situation === 'ready' ? NOT_STARTED : OVER)
    case 'closing':
      return ended('close', CLOSED)
    default:
      return []
  }
}

function lineResolved(now: Airing, { microphone }: Manned): readonly Resolve[] {
  if (microphone?.situation !== 'opening' || now.microphone?.situation === 'opening') return []
  return [{ type: 'resolve', airing: now.id, of: 'line', ...LINE_GONE }]
}

function takeoverResolved(now: Airing, before: Takeover): readonly Resolve[] {
  const { id, gen } = before
  const same = now.takeovers.find((one) => one.id === id && one.gen === gen)
  const ended = (of: Resolve['of'], end: End | undefined): readonly Resolve[] =>
    end ? [{ type: 'resolve', airing: now.id, of, takeover: id, gen, ...end }] : []
  if (isHeld(before)) return same ? [] : ended('moves', GONE)
  if (before.situation === 'sent') return ended('takeover', beforeItsAnswer(now, before, same))
  if (before.situation !== 'in-doubt' || same?.situation === 'in-doubt') return []
  if (same && isHeld(same)) return ended('takeover', same.mistakable ? SEEN_OR_ANOTHER : SEEN)
  return ended('takeover', withoutAnswer(now, before))
}

function withoutAnswer({ takeovers }: Airing, { id, gen }: Takeover): End {
  const again = takeovers.find((one) => one.id === id && one.gen > gen)
  if (again) return again.sentAgain === 'watched' ? WATCHED : ACCEPTED_TWICE
  return GIVEN_UP
}

/** The platform's list, or the end of the session, told sooner than the answer: there may be none any more. */
function beforeItsAnswer(
  now: Airing,
  before: Takeover,
  same: Takeover | undefined,
): End | undefined {
  // Down for so long, or on a restored journal, it is given up at once. What was answered the journal leaves alone.
  if (!same || hasEnded(same))
    return isManned(now) && isOpen(now.session) ? withoutAnswer(now, before) : OVER
  const isOut = isManned(now) && now.awaiting === awaitedAs(before)
  return isHeld(same) && isOut ? SEEN : undefined
}

const FOUND: End = { how: 'applied', because: 'found at the platform' }
const NO_TRACE: End = { how: 'not-applied', because: 'it left no trace in the running list' }
const TOLD: End = { how: 'applied', because: 'the platform reports it live' }
const NOT_STARTED: End = { how: 'not-applied', because: 'the platform reports it ready, not live' }
const CLOSED: End = { how: 'applied', because: 'the platform reports it over' }
const SEEN: End = { how: 'applied', because: 'seen in the queue' }
const SEEN_OR_ANOTHER: End = {
  how: 'given-up',
  because: 'seen in the queue, it or another that was given up',
}
const WATCHED: End = {
  how: 'not-applied',
  because: 'the queue was watched without a gap, and it was not there',
}
const ACCEPTED_TWICE: End = { how: 'given-up', because: 'sent again: it may be heard twice' }
const GIVEN_UP: End = { how: 'given-up', because: 'nobody saw it, and it may air only once' }
const ALONG: End = { how: 'given-up', because: 'it goes along to the next session' }
const GONE: End = { how: 'applied', because: 'the platform’s queue no longer has it' }
const LINE_GONE: End = {
  how: 'given-up',
  because: 'a voice goes with its line; nothing of it is sent again',
}
const OVER: End = { how: 'given-up', because: 'over before anybody knew' }
