/** How the API answers: one shape for what was done, one for what was not, and a status for each reason. */
import type { FastifyReply } from 'fastify'

export interface Done {
  readonly ok: true
  /** What will happen, and when. */
  readonly says: string
  /** What it was about, as it is now. */
  readonly airing?: string
  readonly version?: number
  /** It had been asked for before under this request id: this is the answer it got then, nothing was done again. */
  readonly repeated?: true
  /** More, by the kind of order. */
  readonly foresees?: Readonly<Record<string, unknown>>
}

export interface Refused {
  readonly ok: false
  readonly code: Code
  readonly says: string
  readonly hint?: string
  /** Of a `stale` order: what there is now, and what changed since. */
  readonly version?: number
  readonly changed?: readonly string[]
  readonly repeated?: true
}

export type Answer = Done | Refused

export const STATUS_OF = {
  invalid: 400,
  'no-token': 401,
  forbidden: 403,
  'out-of-scope': 403,
  'not-found': 404,
  stale: 409,
  'request-used': 409,
  'too-large': 413,
  refused: 422,
  'needs-confirmation': 428,
  'too-many': 429,
  internal: 500,
  'not-kept': 503,
  starting: 503,
} as const

export type Code = keyof typeof STATUS_OF

export const refused = (code: Code, says: string, hint?: string): Refused => ({
  ok: false,
  code,
  says,
  ...(hint === undefined ? {} : { hint }),
})

/** Sets the status; the answer itself is for the handler to return. */
export function answered(reply: FastifyReply, answer: Answer): Answer {
  if (!answer.ok) reply.code(STATUS_OF[answer.code])
  return answer
}

/** What Fastify itself refuses: a body that is too large, no JSON, not what the schema says. */
export function codeOf(status: number): Code {
  if (status >= 500) return 'internal'
  const known: Readonly<Record<number, Code>> = {
    401: 'no-token',
    403: 'forbidden',
    404: 'not-found',
    413: 'too-large',
    429: 'too-many',
  }
  return known[status] ?? 'invalid'
}

const codes = Object.keys(STATUS_OF)

export const REFUSED_SCHEMA = {
  $id: 'refused',
  type: 'object',
  title: 'Refused',
  description: 'Why it was not done. Every error of this API has this shape.',
  required: ['ok', 'code', 'says'],
  properties: {
    ok: { const: false, type: 'boolean' },
    code: { type: 'string', enum: codes, description: 'For programs.' },
    says: { type: 'string', description: 'For people.' },
    hint: { type: 'string', description: 'What to do about it.' },
    version: { type: 'integer', description: 'Of a stale order: the version there is now.' },
    changed: {
      type: 'array',
      items: { type: 'string' },
      description: 'Of a stale order: what changed since the version that was expected.',
    },
    repeated: { type: 'boolean', description: 'As it was answered the first time.' },
  },
} as const

export const DONE_SCHEMA = {
  $id: 'done',
  type: 'object',
  title: 'Done',
  description: 'It is in the log; this is what will come of it.',
  required: ['ok', 'says'],
  properties: {
    ok: { const: true, type: 'boolean' },
    says: { type: 'string', description: 'What will happen, and when, for people.' },
    airing: { type: 'string', description: 'The airing it was about.' },
    version: { type: 'integer', description: 'The version of that airing now.' },
    repeated: {
      type: 'boolean',
      description:
        'This request id was used before: the same answer again, nothing was done twice.',
    },
    foresees: {
      type: 'object',
      additionalProperties: true,
      description: 'What will come of it, for programs; by the kind of order.',
    },
  },
} as const
