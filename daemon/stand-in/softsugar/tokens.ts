/**
 * Account tokens: eight hours, two alive at once, the third kills the oldest. Seconds and
 * milliseconds are both taken for the timestamp, as the public integrations suggest; how much skew
 * the vendor allows is unknown: any.
 */
import { after, hours, type Instant } from '../../core/time.js'
import type { Json } from '../../platform/contract.js'
import { done, type Reply, refused } from './answers.js'
import { hex } from './chance.js'
import { type Fields, text } from './fields.js'
import type { World } from './world.js'

/** Invented: the vendor publishes no life for its refresh tokens. */
const REFRESH_LIFE = hours(24)
const REFRESH_KEPT = 16

/** `POST /api/uc/v1/access/api/token`. */
export function issueToken(world: World, body: Fields, now: Instant): Reply {
  const { appId, appKey, md5 } = world.options
  const timestamp = stamp(body.timestamp)
  if (body.grantType !== 'sign') return refused('malformed', 'grantType must be "sign"')
  if (timestamp === undefined) return refused('malformed', 'timestamp must be digits')
  if (body.appId !== appId) return refused('unauthorised', 'unknown appId')
  if (body.sign !== md5(`${appId}${timestamp}${appKey}`)) {
    return refused('unauthorised', 'sign is wrong')
  }
  return done(newToken(world, now))
}

/** `POST /api/uc/v1/access/api/token/refresh`; the header carries the refresh token. */
export function refreshToken(
  world: World,
  body: Fields,
  authorization: string | undefined,
  now: Instant,
): Reply {
  if (body.grantType !== 'refreshToken') {
    return refused('malformed', 'grantType must be "refreshToken"')
  }
  if (body.appId !== world.options.appId) return refused('unauthorised', 'unknown appId')
  const given = bearer(authorization)
  const place = world.tokens.refresh.findIndex((one) => one.token === given && now < one.until)
  if (place < 0) return refused('unauthorised', 'refresh token is unknown or expired')
  world.tokens.refresh.splice(place, 1)
  return done(newToken(world, now))
}

export function isTokenGood(world: World, authorization: string | undefined, now: Instant) {
  const given = bearer(authorization)
  return world.tokens.access.some((one) => one.token === given && now < one.until)
}

export const bearer = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/.exec(authorization ?? '')?.[1]

function newToken(world: World, now: Instant): Json {
  const { profile, tokens, book, ids, options } = world
  const n = ++world.counts.tokens
  const life = profile.tokenDies > 0 ? profile.tokenDies : profile.tokenLife
  const access = { n, token: hex(ids, 40), until: after(now, life) }
  const refresh = { n, token: hex(ids, 40), until: after(now, REFRESH_LIFE) }
  tokens.access.push(access)
  tokens.refresh.push(refresh)
  book.note(now, { type: 'token-issued', token: n })
  while (tokens.access.length > profile.tokensAlive) {
    const oldest = tokens.access.shift()
    if (oldest !== undefined && oldest.until > now) {
      book.note(now, { type: 'token-revoked', token: oldest.n })
    }
  }
  if (tokens.refresh.length > REFRESH_KEPT) tokens.refresh.shift()
  return {
    accessToken: access.token,
    expiresIn: Math.floor(profile.tokenLife / 1_000),
    refreshToken: refresh.token,
    refreshTokenExpiresIn: Math.floor(REFRESH_LIFE / 1_000),
    user: { appId: options.appId, status: 1, liveCallbackUrl: options.callbackUrl ?? '' },
    roles: [],
    permissions: [],
  }
}

/** As it was signed: the digits themselves, sent as a string or as a number. */
function stamp(value: Json | undefined): string | undefined {
  const digits = typeof value === 'number' ? String(value) : text(value)
  return digits !== undefined && /^\d{10}(?:\d{3})?$/.test(digits) ? digits : undefined
}
