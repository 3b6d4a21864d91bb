/** A route that takes an order: its schema from the words of the order, its answer as the desk gives it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, answered, refused } from './answers.js'
import { callerOf } from './guard.js'
import type { About, Act, Order, Orders, Words } from './orders.js'

/** Of `app.post<Spoken<'say'>>`. */
export interface Spoken<Of extends Act> {
  Params: About
  Body: Words[Of] & Frame
}

export interface Frame {
  readonly request: string
  readonly expectedVersion?: number
}

interface Heard<Of extends Act> {
  readonly params: About
  readonly body: Words[Of] & Frame
  readonly headers: FastifyRequest['headers']
  readonly caller: FastifyRequest['caller']
}

/** The handler: gives the order to whoever carries such orders out. */
export const taking =
  <Of extends Act>(carryOut: Orders[Of]) =>
  async (heard: Heard<Of>, reply: FastifyReply): Promise<Answer> => {
    const { body, params, headers } = heard
    const seen = versionIn(headers['if-match'])
    if (seen === 'unreadable') return answered(reply, UNREADABLE)
    const { request, expectedVersion = seen } = body
    const order: Order<Of> = {
      who: callerOf(heard),
      request,
      about: params,
      expectedVersion,
      words: body,
    }
    return answered(reply, await carryOut(order))
  }

export interface OrderWords {
  readonly act: Act
  readonly summary: string
  readonly description?: string
  /** JSON Schema of each word; the frame adds the request id and the expected version. */
  readonly words?: Readonly<Record<string, object>>
  readonly required?: readonly string[]
  /** What it is about, as the path names it. */
  readonly about?: readonly (keyof About)[]
}

/** What validates the order, and what the page about the API says of it. */
export const orderSchema = ({
  act,
  summary,
  description,
  words = {},
  required = [],
  about = [],
}: OrderWords) => ({
  schema: {
    operationId: act,
    summary,
    ...(description === undefined ? {} : { description }),
    ...(about.length === 0 ? {} : { params: paramsSchema(about) }),
    body: {
      type: 'object',
      additionalProperties: false,
      required: ['request', ...required],
      properties: { ...FRAME, ...words },
    },
    response: {
      200: { description: 'It is in the log, and this is what will come of it.', $ref: 'done#' },
      ...REFUSALS,
    },
  },
})

/** Every route may answer so. */
export const REFUSALS = {
  '4xx': { description: 'It was not done; why.', $ref: 'refused#' },
  '5xx': { description: 'It was not done, or it is not known to be kept; why.', $ref: 'refused#' },
} as const

const FRAME = {
  request: {
    type: 'string',
    pattern: '^[\\w.:@/-]{8,64}$',
    description:
      'Chosen by the client, at random (a UUID): 8 to 64 of A-Z a-z 0-9 _ . : @ / -. The same one again is the same ' +
      'order: it is answered as the first time, and nothing is done twice.',
  },
  expectedVersion: {
    type: 'integer',
    minimum: 0,
    description:
      'The version of the airing as the client last saw it; the header If-Match says the same. If it is another by ' +
      'now, nothing is done, and the answer is 409 with what changed. Without it the order holds for what there is.',
  },
} as const

const PARAMS: Readonly<Record<string, string>> = {
  airing: 'An airing by its id, or by its show: then the one that is on air, else the next.',
  show: 'A show by its id.',
  takeover:
    'A takeover by its handle, its id or its cue, or by the beginning of one of them, if only one begins so.',
  token: 'A token by its name.',
}

export const paramsSchema = (names: readonly string[]) => ({
  type: 'object',
  required: names,
  properties: Object.fromEntries(
    names.map((name) => [
      name,
      { type: 'string', minLength: 1, maxLength: 300, description: PARAMS[name] ?? name },
    ]),
  ),
})

const UNREADABLE = refused('invalid', 'If-Match is a version: a whole number, such as "12"')

function versionIn(header: string | undefined): number | undefined | 'unreadable' {
  if (header === undefined || header === '*') return undefined
  const written = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header)?.[1]
  return written === undefined ? 'unreadable' : Number(written)
}
