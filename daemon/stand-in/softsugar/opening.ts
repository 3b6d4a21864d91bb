/** Whether a new session finds a slot, and how its stream comes to be. */
import { after, type Instant } from '../../core/time.js'
import type { Json } from '../../platform/contract.js'
import { done, doneBut, type Reply, refused } from './answers.js'
import { callBack } from './callbacks.js'
import { hex } from './chance.js'
import { written } from './clock.js'
import { enterHistory } from './ending.js'
import { type Fields, text } from './fields.js'
import type { Session, World } from './world.js'

const UINT32_MAX = 4_294_967_295
const CHANNEL_ID_MAX = 64

/** 97: the platform is full; 98: the account is. */
export function missingSlot(world: World, now: Instant): 97 | 98 | undefined {
  const { profile, counts, open, firstCreateAt } = world
  if (counts.creates <= profile.noSlot) return profile.noSlotStatus
  if (now < after(firstCreateAt ?? now, profile.noSlotFor)) return profile.noSlotStatus
  if (open.size >= profile.platformSlots) return 97
  return open.size >= profile.slots ? 98 : undefined
}

export function turnAway(
  world: World,
  status: 97 | 98,
  marker: string | undefined,
  now: Instant,
): Reply {
  const session = hex(world.ids, 32)
  world.book.note(now, { type: 'session-refused', session, marker, status })
  enterHistory(world, { sessionId: session, status, startTime: '', endTime: written(now) })
  const says = status === 97 ? 'the platform has no free slot' : 'the account has no free slot'
  if (world.profile.slotRefusal === 'code') {
    return refused(status === 97 ? 'no-platform-slot' : 'no-account-slot', says)
  }
  return doneBut(says, { sessionId: session, sessionToken: '', status })
}

/** Billed from here. */
export function admit(world: World, body: Fields, script: Json, now: Instant): Reply {
  const { profile, agenda, counts } = world
  const session = newSession(world, body, script, now)
  counts.sessions += 1
  world.sessions.set(session.id, session)
  world.open.add(session)
  world.book.note(now, { type: 'session-created', session: session.id, marker: session.marker })
  agenda.add(after(now, profile.heartbeatLimit), { type: 'silence', session })
  const told = { sessionId: session.id, sessionToken: session.token }
  if (counts.sessions <= profile.initNever) return done({ ...told, status: 32 })
  const fails = counts.sessions <= profile.initFails
  if (fails || profile.init > profile.initThreshold) {
    const type = fails ? 'init-failed' : 'init-done'
    agenda.add(after(now, profile.init), { type, session })
    return done({ ...told, status: 32 })
  }
  becomeReady(world, session, profile.readyTwice, now)
  return done({ ...told, status: 35, ...session.stream })
}

export function becomeReady(
  world: World,
  session: Session,
  isCalledBack: boolean,
  now: Instant,
): void {
  session.stage = { status: 35, readyAt: now }
  world.book.note(now, { type: 'session-ready', session: session.id })
  if (isCalledBack) callBack(world, session, 35, session.stream, now)
}

/** A customer's own Agora app; undefined if nothing is wrong with it. */
export function ownAppFault(body: Fields): string | undefined {
  if (body.urtcUseExternalApp !== true) return undefined
  for (const field of ['urtcToken', 'urtcUid', 'urtcAppId', 'urtcChannelId']) {
    if (text(body[field]) === undefined) return `${field} is missing`
  }
  const uid = text(body.urtcUid) ?? ''
  if (!/^\d+$/.test(uid) || Number(uid) > UINT32_MAX) return 'urtcUid must be a 32-bit number'
  const channel = text(body.urtcChannelId) ?? ''
  return channel.length > CHANNEL_ID_MAX ? 'urtcChannelId is longer than 64' : undefined
}

function newSession(world: World, body: Fields, script: Json, now: Instant): Session {
  const { ids } = world
  const id = hex(ids, 32)
  const own = {
    rtcAppId: hex(ids, 32),
    rtcChannelId: `live-${id}`,
    rtcUid: String(1 + Math.floor(ids() * (UINT32_MAX - 1))),
    rtcToken: hex(ids, 48),
  }
  const theirs = {
    rtcAppId: text(body.urtcAppId) ?? '',
    rtcChannelId: text(body.urtcChannelId) ?? '',
    rtcUid: text(body.urtcUid) ?? '',
    rtcToken: text(body.urtcToken) ?? '',
  }
  return {
    id,
    token: hex(ids, 40),
    marker: typeof body.userData === 'string' ? body.userData : undefined,
    script,
    stream: body.urtcUseExternalApp === true ? theirs : own,
    createdAt: now,
    stage: { status: 32 },
    lastBeatAt: now,
    speaking: undefined,
    waiting: [],
    preparing: [],
    microphone: undefined,
  }
}
