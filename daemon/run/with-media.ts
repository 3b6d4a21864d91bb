/**
 * A platform that is given addresses where the core has files: what a script shows and plays is looked up before it is
 * sent. A picture that cannot be had gives way to its alternative, or is left out, and is told of: a show without its
 * logo is better than none. A sound that cannot be had is the item itself: it is refused.
 */
import { basename } from 'node:path'
import { sayOf } from '../core/assert.js'
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
  /** It will be: what becomes of it. */
  | { readonly is: 'not-yet'; readonly comes: Promise<Found> }
  | { readonly is: 'bad'; readonly says: string }

export interface MediaDesk {
  readonly find: (used: MediaUsed) => Promise<Found>
  /** Once for each file. */
  readonly alert: (path: string, says: string) => void
  /** Once for each file. */
  readonly tell: (path: string, says: string) => void
  /** A session has begun without these, and stays without them. */
  readonly missing?: (session: string, says: readonly string[]) => void
}

type Looked =
  | { readonly ok: true; readonly address: Address; readonly missing: readonly string[] }
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
      if (!looked.ok) return looked.refusal
      const opened = await platform.open(scriptWith(script, sound, looked.address), marker)
      if (opened.is === 'applied' && looked.missing.length > 0)
        desk.missing?.(opened.value.session, looked.missing)
      return opened
    },
    enqueue: (session, script, place) =>
      sent(script, (ready) => platform.enqueue(session, ready, place)),
    cutIn: (session, script, how) => sent(script, (ready) => platform.cutIn(session, ready, how)),
  }
}

async function look(used: readonly MediaUsed[], desk: MediaDesk): Promise<Looked> {
  const urls = new Map<string, string>()
  const missing: string[] = []
  // At once: each of them may be waited for, and a stage has many.
  for (const { one, found, other } of await Promise.all(used.map((one) => lookFor(one, desk)))) {
    if (found.is === 'there') {
      urls.set(key(one), found.url)
      continue
    }
    if (found.is === 'bad') desk.alert(one.path, found.says)
    if (one.form.kind === 'sound') return { ok: false, refusal: refused(one.path, found) }
    // A sound is asked for again; what is sent without a picture stays without it.
    if (found.is === 'not-yet') {
      desk.alert(one.path, TOO_LATE)
      void toldThen(desk, one.path, found.comes)
    }
    if (one.alternative && other?.is === 'there') urls.set(key(one.alternative), other.url)
    else missing.push(`${basename(one.path)} is missing: ${found.is === 'bad' ? found.says : LATE}`)
  }
  return { ok: true, address: (one) => urls.get(key(one)), missing }
}

async function lookFor(one: MediaUsed, desk: MediaDesk) {
  const found = await findOr(desk, one)
  if (found.is === 'there' || !one.alternative) return { one, found, other: undefined }
  return { one, found, other: await findOr(desk, one.alternative) }
}

/** Whatever breaks here: nothing was sent, and nobody need doubt it. */
const findOr = (desk: MediaDesk, used: MediaUsed): Promise<Found> =>
  desk.find(used).catch((thrown) => ({
    is: 'bad',
    says: sayOf(thrown),
  }))

/** Whoever waits for it to be shown learns when it can be. */
async function toldThen(desk: MediaDesk, path: string, comes: Promise<Found>): Promise<void> {
  const found = await comes.catch(() => undefined)
  if (found?.is === 'there') desk.tell(path, READY)
  if (found?.is === 'bad') desk.alert(path, found.says)
}

const TOO_LATE =
  'it is still being made ready, and is missing in what is sent now: a session that opens without it ' +
  'stays without it. “onair media” makes all of it ready beforehand'
const READY = 'it is ready now: it is in whatever is sent or opened from here on'
const LATE = 'it was still being made ready when this session opened'

const key = ({ path, form }: MediaUsed) => JSON.stringify([path, form])

const refused = (path: string, found: Exclude<Found, { is: 'there' }>): Outcome<never> =>
  found.is === 'not-yet'
    ? notApplied('never-sent', `${path} is still being made ready`)
    : notApplied('no-media', `${path}: ${found.says}`)
