/**
 * The way into the queue for what no cue called: an operator's words, a prepared item fired by hand, an answer to a
 * question. What may wait is counted in seconds of speech, each source by itself, so that a flood of one does not keep
 * the others out and nobody waits for an hour without being told.
 */
import type { TakeoverScript } from '../compile/programme.js'
import { EXPIRES_DEFAULT, SPEECH_UNKNOWN, TAKEOVERS_MAX, WAITING_SPEECH_MAX } from '../limits.js'
import type { CueId, Doubt, OnCut, Urgency } from '../rundown/rundown.js'
import { after, type Duration, millis, showDuration } from '../time.js'
import type { AiringFacts, Manned } from './airing.js'
import { speakingIn, waiting } from './items.js'
import type { Scene } from './pursuit.js'
import { type Source, type TakeoverFacts, type TakeoverId, takeoverId } from './takeover.js'

export interface Item {
  /** Unique in its airing; the same one is admitted once. */
  readonly key: string
  readonly source: Exclude<Source, 'rundown'>
  readonly by: string
  /** Its name in the rundown, if it has one. */
  readonly name: CueId | undefined
  /** Variables already put in. */
  readonly script: TakeoverScript
  readonly urgency: Urgency
  readonly how: TakeoverFacts['how']
  readonly doubt: Doubt
  readonly onCut: OnCut | undefined
  /** Not sent later than this after now. */
  readonly expires: Duration | undefined
  /** Of speech from this source that may wait, itself included; undefined: the house's limit. */
  readonly backlog: Duration | undefined
}

export type Admitted =
  | { readonly ok: true; readonly airing: Manned; readonly takeover: TakeoverId }
  | { readonly ok: false; readonly says: string }

/** It waits in the airing's queue; or why it may not. */
export function admit(
  airing: Manned,
  item: Item,
  scene: Pick<Scene, 'programme' | 'account' | 'now'>,
): Admitted {
  const id = takeoverId(airing.id, item.key, 0)
  if (airing.takeovers.some((one) => one.id === id || one.piece?.item === id))
    return { ok: true, airing, takeover: id }
  const { now } = scene
  const takeover = waiting(
    {
      id,
      cue: item.name,
      source: item.source,
      by: item.by,
      segment: undefined,
      turn: 0,
      how: item.how,
      urgency: item.urgency,
      doubt: item.doubt,
      drop: undefined,
      start: { kind: 'soft' },
      onCut: item.onCut,
      dueAt: now,
      plannedAt: now,
      expiresAt: after(now, item.expires ?? EXPIRES_DEFAULT),
      follows: undefined,
      followed: false,
    },
    item.script,
    speakingIn(scene),
  )
  const says = whyNot(airing, item, takeover)
  if (says) return { ok: false, says }
  const takeovers = [...airing.takeovers, takeover]
  return {
    ok: true,
    airing: { ...airing, takeovers, revision: airing.revision + 1 },
    takeover: id,
  }
}

/** Breaking news is never kept out: whoever says it knows what it will cut. */
function whyNot(
  airing: Manned,
  { source, urgency, backlog }: Item,
  takeover: TakeoverFacts,
): string | undefined {
  if (airing.takeovers.length >= TAKEOVERS_MAX) return `${TAKEOVERS_MAX} items wait already`
  if (urgency === 'breaking') return undefined
  const most = backlog ?? WAITING_SPEECH_MAX[source]
  const waits = speechWaiting(airing, source)
  const whole = waits + (takeover.length ?? SPEECH_UNKNOWN)
  if (waits === 0 || whole <= most) return undefined
  return `${showDuration(roughly(waits))} of speech wait already, and no more than ${showDuration(most)} may`
}

/** Speech on its way to air that has not begun, of one source or of all. */
export function speechWaiting({ takeovers }: AiringFacts, source?: Source): Duration {
  let total = 0
  for (const takeover of takeovers) {
    if ('startedAt' in takeover || (source !== undefined && takeover.source !== source)) continue
    total += takeover.length ?? SPEECH_UNKNOWN
  }
  return millis(total)
}

const roughly = (length: Duration) => millis(Math.ceil(length / 1_000) * 1_000)
