/**
 * What a customer can read: one session (E13), the running ones (E14), the ended ones (E15), a
 * viewer's token (E16).
 */
import type { Instant } from '../../core/time.js'
import { done, type Reply, refused } from './answers.js'
import { hex } from './chance.js'
import { written } from './clock.js'
import { type Fields, number, text } from './fields.js'
import type { Session, World } from './world.js'

const PAGE_USUAL = 10
const PAGE_MAX = 100

/** E13. The stream's fields come at 35 and 2 only. */
export function stat(session: Session): Reply {
  const { status } = session.stage
  const stream = status === 35 || status === 2 ? session.stream : {}
  return done({ status, sessionToken: session.token, ...stream })
}

/** E14: an array where the vendor's table says Object; the marker (`userData`) is not in it. */
export function running(world: World, now: Instant): Reply {
  const seen = [...world.open].filter((one) => now - one.createdAt >= world.profile.runningLag)
  return done(
    seen.map((one) => ({
      sessionId: one.id,
      status: one.stage.status,
      ...('liveAt' in one.stage && one.stage.liveAt !== undefined
        ? { startTime: written(one.stage.liveAt) }
        : {}),
    })),
  )
}

/**
 * E15: newest first (undocumented); `pageSize` tells the rows returned, as in the vendor's sample.
 */
export function history(world: World, body: Fields): Reply {
  const pageNo = body.pageNo === undefined ? 1 : number(body.pageNo)
  const asked = body.pageSize === undefined ? PAGE_USUAL : number(body.pageSize)
  if (!isCount(pageNo) || !isCount(asked)) {
    return refused('malformed', 'pageNo and pageSize must be whole numbers from 1')
  }
  const session = text(body.sessionId)
  const status = number(body.status)
  const found = world.history.filter(
    (one) =>
      (session === undefined || one.sessionId === session) &&
      (status === undefined || one.status === status),
  )
  if (body.sortValue !== 'asc') found.reverse()
  const size = Math.min(asked, PAGE_MAX)
  const startIndex = (pageNo - 1) * size
  const result = found.slice(startIndex, startIndex + size).map((one) => ({ ...one }))
  const pagination = {
    pageNo,
    pageSize: result.length,
    numberPages: Math.ceil(found.length / size),
    numberRecords: found.length,
    startIndex,
  }
  return done({ pagination, result })
}

/** E16. */
export function viewerToken(world: World, session: Session, body: Fields): Reply {
  if (body.rtcChannelId !== session.stream.rtcChannelId) {
    return refused('malformed', 'rtcChannelId is not this session’s')
  }
  const { status } = session.stage
  if (status !== 35 && status !== 2) return refused('wrong-state', `session is at ${status}`)
  return done(hex(world.ids, 48))
}

const isCount = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 1
