/** Talks to the running daemon over its API, for `status`, `say`, `stop` and `start`. */
import { request } from 'undici'
import type { Config } from '../config.js'
import type { Answer } from '../console/answers.js'
import { findDesk } from '../run/desk-file.js'

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: 1 | 3; readonly says: string }

/** A local daemon answers at once, or is in trouble. */
const TIMEOUT_MS = 5_000

export async function askDesk<T = Answer>(
  config: Config,
  path: string,
  body?: object,
): Promise<Reply<T>> {
  const desk = findDesk(config.data)
  if (!desk)
    return {
      ok: false,
      code: 3,
      says: `no onair is running on ${config.data}: start it with onair run`,
    }
  try {
    const answer = await request(`${desk.url}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${desk.token.reveal()}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    })
    const value = await answer.body.json()
    return answer.statusCode === 200
      ? { ok: true, value: value as T }
      : { ok: false, code: 1, says: saidIn(value) }
  } catch {
    return {
      ok: false,
      code: 3,
      says: `onair does not answer at ${desk.url} (process ${desk.pid}): is it still running?`,
    }
  }
}

const saidIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'says' in value
    ? String(value.says)
    : 'refused without a reason'
