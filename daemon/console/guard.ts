/**
 * The guard at the API's door: nobody without a token, nobody beyond his role, nobody too often. Nothing is open that
 * does not stand in the table of access.ts.
 */
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Caller, reaches } from '../core/desk/roles.js'
import { ACCESS, type Needed } from './access.js'
import { answered, refused } from './answers.js'

/** Who a token belongs to; undefined: nobody, or it is over. */
export type FindCaller = (token: string) => Caller | undefined

export interface Limits {
  /** Requests of one token in a minute: fifty a second is more than any page or script needs. */
  readonly perToken: number
  /** Wrong tokens from one address in a minute: nobody guesses 192 bits, but a log can be filled with tries. */
  readonly failuresPerAddress: number
}

export const LIMITS: Limits = { perToken: 3_000, failuresPerAddress: 30 }
/** Addresses and tokens remembered at a time. */
const REMEMBERED_MAX = 5_000

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined
  }
  interface FastifyContextConfig {
    needed?: Needed
  }
}

/** Of a route that needs a token: the guard let nobody else in. */
export function callerOf({ caller }: Pick<FastifyRequest, 'caller'>): Caller {
  if (!caller) throw new Error('a route without a token was asked who called it')
  return caller
}

export async function guard(
  app: FastifyInstance,
  find: FindCaller,
  limits: Limits = LIMITS,
): Promise<void> {
  app.decorateRequest('caller', undefined)
  app.addHook('onRoute', (route) => {
    const needed = neededFor(String(route.method), route.routePath)
    route.config = { ...route.config, needed }
  })
  await app.register(rateLimit, { global: false, cache: REMEMBERED_MAX, timeWindow: '1 minute' })
  const failures = app.createRateLimit({
    max: limits.failuresPerAddress,
    keyGenerator: ({ ip }) => ip,
  })
  const requests = app.createRateLimit({
    max: limits.perToken,
    keyGenerator: ({ caller }) => caller?.name ?? '',
  })
  app.addHook('onRequest', async (request, reply) => {
    const { needed } = request.routeOptions.config
    if (needed === 'signed') return
    const token = tokenIn(request.headers.authorization)
    const caller = find(token)
    if (!caller) {
      const limit = await failures(request)
      const tooMany = !limit.isAllowed && limit.isExceeded
      const why = token === '' ? NO_TOKEN : WRONG_TOKEN
      await reply.send(answered(reply, tooMany ? TOO_MANY_FAILURES : why))
      return
    }
    request.caller = caller
    const limit = await requests(request)
    if (!limit.isAllowed && limit.isExceeded) {
      reply.header('retry-after', limit.ttlInSeconds)
      await reply.send(answered(reply, TOO_MANY))
    } else if (needed === undefined || !reaches(caller.role, needed)) {
      await reply.send(answered(reply, beyond(caller, needed)))
    }
  })
}

const tokenIn = (header: string | undefined) => /^Bearer (\S+)$/.exec(header ?? '')?.[1] ?? ''

function neededFor(method: string, path: string): Needed {
  const row = `${method} ${path}`
  const needed = Object.hasOwn(ACCESS, row) ? ACCESS[row] : undefined
  if (!needed) throw new Error(`nobody may use ${row}: give it a line in console/access.ts`)
  return needed
}

const NO_TOKEN = refused(
  'no-token',
  'a token is needed: authorization: Bearer …',
  'onair token add NAME --role ROLE makes one; on this machine onair takes its own from data/desk.json',
)
const WRONG_TOKEN = refused(
  'no-token',
  'this token is worth nothing here: it is over, was revoked, or belongs to another station',
  'onair token list shows those there are; onair token add NAME --role ROLE makes another',
)
const TOO_MANY_FAILURES = refused(
  'too-many',
  'too many wrong tokens came from this address: wait a minute',
)
const TOO_MANY = refused('too-many', 'too many requests with this token: wait a little')

const beyond = ({ name, role }: Caller, needed: Needed | undefined) =>
  refused(
    'forbidden',
    `"${name}" is ${article(role)} ${role}; this needs ${article(needed ?? '')} ${needed}`,
  )

const article = (word: string) => (/^[aeiou]/.test(word) ? 'an' : 'a')
