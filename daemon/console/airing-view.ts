/** One airing as the desk sees it: what is on its way to air, in the order it will, and what may be fired by hand. */
import { createHash } from 'node:crypto'
import { covers, type Scope } from '../core/desk/roles.js'
import type { Airing } from '../core/plan/airing.js'
import { inOrder } from '../core/plan/order.js'
import type { State } from '../core/plan/state.js'
import { hasEnded, type Takeover, type TakeoverId, title } from '../core/plan/takeover.js'
import { type Instant, local, NEVER, utc } from '../core/time.js'
import { findAiring, noAiring } from './airing-named.js'
import type { Refused } from './answers.js'
import { airingStatus } from './status.js'
import type { AiringView, TakeoverView } from './views.js'

export function theAiring(
  state: State,
  name: string,
  now: Instant,
  scope: Scope,
): AiringView | Refused {
  const airing = findAiring(state, name)
  if (!airing) return noAiring(state, name, scope)
  const { id, show, account } = airing
  if (!covers(scope, { airing: id, show, account })) return noAiring(state, name, scope)
  return {
    now: utc(now),
    ...airingStatus(airing, state, now),
    takeovers: queueOf(airing, now),
    adlibs: (state.programmes[airing.version]?.adlibs ?? []).map(({ adlib, script }) => ({
      adlib,
      title: title(script),
    })),
  }
}

/** What an order may change of an airing: as it stands in the audit, before and after. */
export const standingOf = (airing: Airing | undefined, now: Instant) =>
  airing && {
    situation: airing.situation,
    version: airing.revision,
    heldUntil: airing.heldUntil && local(airing.heldUntil, airing.timezone),
    queue: queueOf(airing, now).map(({ handle, item, title: says, situation }) =>
      [handle, item ?? says, situation].join(' '),
    ),
  }

/** Short enough to type: the beginning of a hash of the id, as long as it takes to tell them apart. */
export function handlesOf({
  takeovers,
}: Pick<Airing, 'takeovers'>): ReadonlyMap<TakeoverId, string> {
  const hashes = takeovers.map(({ id }) => [id, hashOf(id)] as const)
  for (let length = HANDLE_MIN; ; length += 1) {
    const handles = new Map(hashes.map(([id, hash]) => [id, hash.slice(0, length)]))
    if (length === HASH_LENGTH || new Set(handles.values()).size === handles.size) return handles
  }
}

const HANDLE_MIN = 4
const HASH_LENGTH = 64
const hashOf = (id: string) => createHash('sha256').update(id).digest('hex')

function queueOf(airing: Airing, now: Instant): readonly TakeoverView[] {
  const handles = handlesOf(airing)
  const order = inOrder(now)
  return airing.takeovers
    .filter((takeover) => !hasEnded(takeover))
    .sort((one, other) => nearness(one) - nearness(other) || order(one, other))
    .map((takeover) => view(takeover, handles.get(takeover.id) ?? '', airing.timezone))
}

/** What speaks comes first, then what the platform holds as it listed it, then what waits here. */
function nearness(takeover: Takeover): number {
  if (takeover.situation === 'speaking') return -1
  return takeover.situation === 'queued' ? takeover.place : Number.MAX_SAFE_INTEGER
}

function view(takeover: Takeover, handle: string, zone: string): TakeoverView {
  const { id, cue, source, by, script, situation, urgency, length, plannedAt, piece } = takeover
  const { dueAt, expiresAt } = takeover
  return {
    handle,
    takeover: id,
    item: cue,
    source,
    by,
    title: title(script),
    situation,
    urgency,
    seconds: length === undefined ? undefined : Math.round(length / 100) / 10,
    part: piece && `${piece.part} of ${piece.all.length}`,
    plannedAt: plannedAt && local(plannedAt, zone),
    dueAt: local(dueAt, zone),
    expiresAt: expiresAt >= NEVER ? undefined : local(expiresAt, zone),
    startedAt:
      'startedAt' in takeover && takeover.startedAt ? local(takeover.startedAt, zone) : undefined,
    goes: takeover.unwanted?.because,
  }
}
