/**
 * A platform that is given addresses where the core has files: what a script shows and plays is looked up before it is
 * sent. A picture that cannot be had gives way to its alternative, or is left out, and is told of: a show without its
 * logo is better than none. A sound that cannot be had is the item itself: it is refused.
 */
import type { SoundForm } from '../core/compile/media-forms.js'
import {
  type Address,
  type MediaUsed,
  scriptWith,
  takeoverWith,
  usedByScript,
  usedByTakeover,
} from '../core/compile/media-used.js'
import type { TakeoverScript } from '../core/compile/programme.js'
import { notApplied, type Outcome } from '../core/plan/outcome.js'
import type { Enqueued, Platform } from '../platform/contract.js'

export type Found =
  | { readonly is: 'there'; readonly url: string }
  /** It will be. */
  | { readonly is: 'not-yet' }
  | { readonly is: 'bad'; readonly says: string }

export interface MediaDesk {
  readonly find: (used: MediaUsed) => Promise<Found>
  /** Once for each file. */
  readonly alert: (path: string, says: string) => void
}

type Looked =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly refusal: Outcome<never> }

export function withMedia(platform: Platform, desk: MediaDesk, sound: SoundForm): Platform {
  const sent = async (
    script: TakeoverScript,
    send: (script: TakeoverScript) => Promise<Outcome<Enqueued>>,
  ): Promise<Outcome<Enqueued>> => {
    const looked = await look(usedByTakeover(script, sound), desk)
    return looked.ok ? send(takeoverWith(script, sound, looked.address)) : looked.refusal
  }
  return {
    ...platform,
    open: async (script, marker) => {
      const looked = await look(usedByScript(script, sound), desk)
      return looked.ok
        ? platform.open(scriptWith(script, sound, looked.address), marker)
        : looked.refusal
    },
    enqueue: (session, script, place) =>
      sent(script, (ready) => platform.enqueue(session, ready, place)),
    cutIn: (session, script, how) => sent(script, (ready) => platform.cutIn(session, ready, how)),
  }
}

async function look(used: readonly MediaUsed[], desk: MediaDesk): Promise<Looked> {
  const urls = new Map<string, string>()
  for (const one of used) {
    const found = await desk.find(one)
    if (found.is === 'there') urls.set(key(one), found.url)
    else if (found.is === 'bad') desk.alert(one.path, found.says)
    // A sound is asked for again; what is sent without a picture stays without it.
    else if (one.form.kind !== 'sound') desk.alert(one.path, TOO_LATE)
    if (found.is === 'there') continue
    const other = one.alternative && (await desk.find(one.alternative))
    if (one.alternative && other?.is === 'there') urls.set(key(one.alternative), other.url)
    if (one.form.kind !== 'sound') continue
    return { ok: false, refusal: refused(one.path, found) }
  }
  return { ok: true, address: (one) => urls.get(key(one)) }
}

const TOO_LATE = 'it is still being made ready, and is missing in what is sent now'

const key = ({ path, form }: MediaUsed) => JSON.stringify([path, form])

const refused = (path: string, found: Exclude<Found, { is: 'there' }>): Outcome<never> =>
  found.is === 'not-yet'
    ? notApplied('never-sent', `${path} is still being made ready`)
    : notApplied('no-media', `${path}: ${found.says}`)
