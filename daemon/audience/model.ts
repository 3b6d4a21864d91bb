/**
 * Any chat endpoint in OpenAI's manner. The station's prompt is the system's word, the viewer's question is the user's,
 * and nothing of the viewer is anywhere else: what they write is answered, not obeyed by us. One call, no retry.
 */
import { Agent, request } from 'undici'
import { cutToSentences } from '../core/ask/sentences.js'
import type { Secret } from '../secret.js'
import type { AnswerSource, SourceAnswer } from './contract.js'

export interface ModelOptions {
  /** Up to and without `/chat/completions`. https, or this machine. */
  readonly url: string
  readonly model: string
  readonly key: Secret | undefined
  readonly prompt: string
  readonly deadline: number
}

export type Model = AnswerSource & AsyncDisposable

/** Nobody listens longer to an answer. */
const SENTENCES_MAX = 4
const CHARACTERS_MAX = 400
const TOKENS_MAX = 400
/** A chat answer of a few sentences has a few kB. */
const BODY_MAX = 256_000
const CONNECTIONS = 4

export function openModel({ url, model, key, prompt, deadline }: ModelOptions): Model {
  const agent = new Agent({ connections: CONNECTIONS, connect: { timeout: deadline } })
  return {
    name: 'model',
    ask: async ({ question, signal }) => {
      const body = {
        model,
        stream: false,
        max_tokens: TOKENS_MAX,
        messages: [
          { role: 'system', content: prompt },
          { role: 'user', content: question },
        ],
      }
      try {
        const answer = await request(`${url}/chat/completions`, {
          method: 'POST',
          dispatcher: agent,
          headers: {
            'content-type': 'application/json',
            ...(key ? { authorization: `Bearer ${key.reveal()}` } : {}),
          },
          body: JSON.stringify(body),
          headersTimeout: deadline,
          bodyTimeout: deadline,
          signal: AbortSignal.any([signal, AbortSignal.timeout(deadline)]),
        })
        return said(answer.statusCode, await text(answer.body))
      } catch (error) {
        return broken(error)
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}

async function text(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > BODY_MAX) throw new Error('too much')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function said(status: number, body: string): SourceAnswer {
  if (status !== 200) return { is: 'failed', says: `the model answered with status ${status}` }
  const content = contentOf(body)
  if (content === undefined) return { is: 'failed', says: 'the model answered nothing readable' }
  const cut = cutToSentences(content.replaceAll(/\s+/g, ' ').trim(), SENTENCES_MAX, CHARACTERS_MAX)
  return cut === '' ? { is: 'none' } : { is: 'answer', text: cut }
}

function contentOf(body: string): string | undefined {
  try {
    const found: unknown = JSON.parse(body)
    const choices = isObject(found) && Array.isArray(found.choices) ? found.choices : []
    const [first]: unknown[] = choices
    const message = isObject(first) && isObject(first.message) ? first.message : {}
    return typeof message.content === 'string' ? message.content : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Never what the far end wrote: it may be anything. */
function broken(error: unknown): SourceAnswer {
  const name = error instanceof Error ? error.name : 'unknown'
  if (name === 'TimeoutError' || name === 'AbortError' || name.includes('Timeout'))
    return { is: 'late', says: 'the model did not answer in time' }
  const code = error instanceof Error && 'code' in error ? String(error.code) : name
  return { is: 'failed', says: `the model could not be asked (${code})` }
}
