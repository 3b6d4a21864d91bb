/**
 * How closely the platform's queue was read since a takeover was sent. Without a gap it cannot have been there, spoken
 * and gone unseen: the certificate without which nothing is sent again that may air only once.
 */
import { wordsLength } from '../compile/pieces.js'
import type { TakeoverScript } from '../compile/programme.js'
import { QUEUE_STRIKE, SPEECH_VARIES, WATCH_GAP_MAX, WATCH_GAP_MIN } from '../limits.js'
import { between, type Duration, type Instant } from '../time.js'
import type { TakeoverFacts, Watch } from './takeover.js'

type Watched = Pick<TakeoverFacts, 'length' | 'piece' | 'script'> & { readonly watch: Watch }

/** Also a list asked for before it was sent says nothing. */
export function watched(takeover: Watched, askedAt: Instant): Watch {
  const { seenAt, whole } = takeover.watch
  if (askedAt < seenAt) return takeover.watch
  return { seenAt: askedAt, whole: whole && between(seenAt, askedAt) <= gapFor(takeover) }
}

/** Watched without a gap until now: had it been taken, it would have been seen. */
export const certifies = (takeover: Watched, now: Instant): boolean =>
  takeover.watch.whole && between(takeover.watch.seenAt, now) <= gapFor(takeover)

/** What speaks is in the lists as long as it speaks, less what a list lags; a voice may be faster than foreseen. */
function gapFor(takeover: Omit<Watched, 'watch'>): number {
  const length = lengthOf(takeover)
  if (length === undefined) return WATCH_GAP_MAX
  const listed = length / SPEECH_VARIES - QUEUE_STRIKE
  return Math.min(WATCH_GAP_MAX, Math.max(WATCH_GAP_MIN, listed))
}

/** Begun and over within so long, as fast as a voice may be. `unknown`: how long it speaks where nobody can say. */
export const mayBeOverIn = (
  takeover: Omit<Watched, 'watch'>,
  within: Duration,
  unknown: Duration,
): boolean => (lengthOf(takeover) ?? unknown) / SPEECH_VARIES <= within

/** Of one piece of its item: its share of what is left. */
function lengthOf({ length, piece, script }: Omit<Watched, 'watch'>): number | undefined {
  if (length === undefined || !piece) return length
  const left = piece.all.slice(piece.part - 1).reduce((sum, one) => sum + sizeOf(one), 0)
  return left === 0 ? length : (length * sizeOf(script)) / left
}

const sizeOf = ({ words, say = '' }: TakeoverScript): number =>
  words ? wordsLength(words) : say.length

/** What an older version sent was not. */
export const hasWatch = <T extends { readonly watch?: Watch | undefined }>(
  takeover: T,
): takeover is T & { readonly watch: Watch } => takeover.watch !== undefined
