/**
 * The audience's door: signed questions from chat adapters, and what a moderator does with them. Nothing here decides
 * anything; what a question becomes is answered by whoever is handed in.
 */
import type { FastifyPluginAsync } from 'fastify'
import { type Caller, covers } from '../core/desk/roles.js'
import type { Instant } from '../core/time.js'
import type { Secret } from '../secret.js'
import { type Answer, answered, type Refused, refused } from './answers.js'
import { callerOf } from './guard.js'
import { paramsSchema } from './order-route.js'
import { FORGOTTEN, HAND_ASKED, HANDED_IN, judging, LISTED } from './question-schemas.js'
import { proven } from './signed.js'

export interface Asked {
  /** Chosen by whoever hands it in: the same one again is the same question. */
  readonly id: string
  /** Whoever asks, as their platform names them. */
  readonly asker: string
  /** As it is spoken. */
  readonly name: string
  readonly text: string
  /** Of the very message that brought it. */
  readonly delivery: string | undefined
}

export interface QuestionLine {
  readonly seq: number
  readonly question: string
  readonly airing: string
  readonly askedAt: string
  /** A pseudonym: the same for the same person. */
  readonly asker: string
  readonly name: string | undefined
  readonly text: string | undefined
  readonly answer: string | undefined
  readonly situation: string
  readonly reason: string | undefined
  readonly source: string | undefined
  readonly others: number
  readonly gates: readonly {
    readonly gate: string
    readonly passed: boolean
    readonly rule: string
  }[]
}

/** What becomes of what comes in; each is on the disk before it is answered ok. */
export interface Audience {
  readonly ask: (airing: string, asked: Asked, caller: Caller | undefined) => Answer
  readonly judge: (question: string, how: 'approve' | 'decline', caller: Caller) => Answer
  readonly list: (
    airing: string | undefined,
    after: number,
    caller: Caller,
  ) => readonly QuestionLine[] | Refused
  readonly forget: (asker: string, caller: Caller) => Answer
}

export interface QuestionDoor {
  readonly audience: Audience
  readonly keys: readonly Secret[]
  readonly now: () => Instant
}

/** A question is a few hundred bytes; the rest is somebody's joke. */
const BODY_MAX = 64_000
/** A busy chat asks a few in a second; this is a flood, and it is told to wait. */
export const INTAKE_BURST = 200
export const INTAKE_PER_SECOND = 50

export const questionRoom =
  (door: QuestionDoor): FastifyPluginAsync =>
  async (app) => {
    const { audience } = door
    await app.register(intake(door))
    app.post<{ Params: { airing: string }; Body: HandAsked }>(
      '/airings/:airing/ask',
      { schema: { ...HAND_ASKED, params: paramsSchema(['airing']) } },
      async (request, reply) => {
        const { request: id, asker, text } = request.body
        const asked = { id, asker, name: asker, text, delivery: undefined }
        return answered(reply, audience.ask(request.params.airing, asked, callerOf(request)))
      },
    )
    app.get<{ Querystring: { airing?: string; after?: number } }>(
      '/questions',
      { schema: LISTED },
      async (request, reply) => {
        const { airing, after = 0 } = request.query
        const found = audience.list(airing, after, callerOf(request))
        return 'ok' in found ? answered(reply, found) : { questions: found }
      },
    )
    for (const how of ['approve', 'decline'] as const)
      app.post<{ Params: { question: string } }>(
        `/questions/:question/${how}`,
        { schema: judging(how) },
        async (request, reply) =>
          answered(reply, audience.judge(request.params.question, how, callerOf(request))),
      )
    app.post<{ Body: { asker: string } }>(
      '/questions/forget',
      { schema: FORGOTTEN },
      async (request, reply) =>
        answered(reply, audience.forget(request.body.asker, callerOf(request))),
    )
  }

/** Its body is read as it came: the signature is over every byte of it. */
const intake =
  ({ audience, keys, now }: QuestionDoor): FastifyPluginAsync =>
  async (app) => {
    const signedOnes = bucket(now)
    const others = bucket(now)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_MAX }, (_, body, done) =>
      done(null, body),
    )
    app.post<{ Params: { airing: string }; Body: string | undefined }>(
      '/airings/:airing/questions',
      { schema: HANDED_IN, validatorCompiler: () => () => true },
      async ({ headers, params, body = '' }, reply) => {
        if (keys.length === 0) return answered(reply, NO_INTAKE)
        const proof = proven(
          {
            id: one(headers['webhook-id']),
            timestamp: one(headers['webhook-timestamp']),
            signature: one(headers['webhook-signature']),
          },
          body,
          keys,
          now(),
        )
        // Each has a bucket of its own: whoever cannot sign keeps nobody out who can.
        if (!(proof.ok ? signedOnes : others).take()) {
          reply.header('retry-after', 1)
          return answered(reply, TOO_MANY)
        }
        if (!proof.ok) return answered(reply, refused('no-token', proof.says))
        const asked = readAsked(body)
        if (!asked) return answered(reply, UNREADABLE)
        const { id, delivery } = proof
        return answered(reply, audience.ask(params.airing, { ...asked, id, delivery }, undefined))
      },
    )
  }

const one = (header: string | string[] | undefined) => (Array.isArray(header) ? undefined : header)

function readAsked(body: string): Pick<Asked, 'asker' | 'name' | 'text'> | undefined {
  try {
    const found: unknown = JSON.parse(body)
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined
    const { asker, name = asker, text, ...rest } = found as Readonly<Record<string, unknown>>
    const isText = (value: unknown): value is string => typeof value === 'string'
    if (!isText(asker) || !isText(name) || !isText(text) || Object.keys(rest).length > 0)
      return undefined
    return asker === '' || asker.length > 200 ? undefined : { asker, name, text }
  } catch {
    return undefined
  }
}

/** So many at once, and so many a second after that. */
function bucket(now: () => Instant) {
  let level = INTAKE_BURST
  let at = now()
  const take = () => {
    const passed = Math.max(0, now() - at)
    at = now()
    level = Math.min(INTAKE_BURST, level + (passed / 1_000) * INTAKE_PER_SECOND)
    const room = level >= 1
    if (room) level -= 1
    return room
  }
  return { take }
}

export const inReach = ({ scope }: Caller, airing: string, show: string, account: string) =>
  covers(scope, { account, show, airing })

const NO_INTAKE = refused(
  'not-found',
  'this station takes no questions from outside',
  'write questions.intake.keys in its config',
)
const TOO_MANY = refused('too-many', 'too many questions at once: wait a second')
const UNREADABLE = refused(
  'invalid',
  'a question is { "asker": "…", "name": "…", "text": "…" } as JSON',
  'asker: who asks, 1 to 200 characters; name: as it is spoken, may be left out; text: the question',
)

interface HandAsked {
  readonly request: string
  readonly asker: string
  readonly text: string
}
