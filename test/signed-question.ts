/** A question as a chat adapter hands it in: signed by the page (docs/questions.md), not by our own code. */
import { createHmac } from 'node:crypto'

export function signedQuestion(
  id: string,
  question: object,
  at: number,
  ...keys: string[]
): RequestInit {
  const body = JSON.stringify(question)
  const timestamp = String(Math.floor(at / 1_000))
  const signature = (key: string) =>
    createHmac('sha256', bytesOf(key)).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': keys.map((key) => `v1,${signature(key)}`).join(' '),
    },
  }
}

const bytesOf = (key: string) =>
  key.startsWith('whsec_') ? Buffer.from(key.slice('whsec_'.length), 'base64') : Buffer.from(key)
