/** What validates the audience's routes, and what the page about the API says of them. */
import { paramsSchema, REFUSALS } from './order-route.js'

const RESPONSES = {
  200: { description: 'It is kept, and this is what will come of it.', $ref: 'done#' },
  ...REFUSALS,
} as const

export const judging = (how: 'approve' | 'decline') => ({
  operationId: `${how}-question`,
  summary: how === 'approve' ? 'Let a question be answered' : 'Decline a question',
  params: {
    type: 'object',
    properties: { question: { type: 'string', maxLength: 300, description: 'Its id.' } },
  },
  body: { type: ['object', 'null'], additionalProperties: false, properties: {} },
  response: RESPONSES,
})

/** Read as it came, and checked after its signature: this says what it should be. */
export const HANDED_IN = {
  operationId: 'hand-in-question',
  summary: 'Hand in a question (signed)',
  description: 'For chat adapters: the headers webhook-id, webhook-timestamp, webhook-signature.',
  params: paramsSchema(['airing']),
  body: {
    type: 'object',
    required: ['asker', 'text'],
    properties: {
      asker: { type: 'string', maxLength: 200, description: 'Who asks, on their platform.' },
      name: { type: 'string', description: 'As it is spoken. Default: as `asker`.' },
      text: { type: 'string', description: 'The question.' },
    },
  },
  response: RESPONSES,
} as const

export const HAND_ASKED = {
  operationId: 'ask',
  summary: 'Ask a question on behalf of somebody',
  response: RESPONSES,
  body: {
    type: 'object',
    additionalProperties: false,
    required: ['request', 'asker', 'text'],
    properties: {
      request: {
        type: 'string',
        pattern: '^[\\w.:@/-]{8,64}$',
        description: 'At random: the same one again is the same question.',
      },
      asker: {
        type: 'string',
        minLength: 1,
        maxLength: 200,
        description: 'Who asks, as it is spoken.',
      },
      text: { type: 'string', minLength: 1, maxLength: 4_000, description: 'The question.' },
    },
  },
} as const

export const LISTED = {
  operationId: 'questions',
  response: {
    200: {
      description: 'In the order they came.',
      type: 'object',
      properties: {
        questions: { type: 'array', items: { type: 'object', additionalProperties: true } },
      },
    },
    ...REFUSALS,
  },
  summary: 'Questions, what the gates said of them, and what became of them',
  querystring: {
    type: 'object',
    additionalProperties: false,
    properties: {
      airing: { type: 'string', maxLength: 300 },
      after: { type: 'integer', minimum: 0, description: 'The seq of the last one that was seen.' },
    },
  },
} as const

export const FORGOTTEN = {
  operationId: 'forget',
  summary: 'Forget who asked: words and names are erased wherever they stand',
  response: RESPONSES,
  body: {
    type: 'object',
    additionalProperties: false,
    required: ['asker'],
    properties: {
      asker: {
        type: 'string',
        minLength: 1,
        maxLength: 200,
        description:
          'As their platform names them, as they were named on air, or the pseudonym of the list.',
      },
    },
  },
} as const
