/** Talks to a running daemon over its API: the one on this machine, or another over https. */
import { Option } from 'commander'
import { request } from 'undici'
import type { Config } from '../config.js'
import { findDesk } from '../run/desk-file.js'
import { type Secret, secret } from '../secret.js'
import type { Output } from './show-problems.js'
import { readConfig } from './station-config.js'

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: 1 | 3; readonly says: string; readonly answer?: unknown }

/** Which daemon is meant. */
export interface Where {
  readonly config?: string
  readonly url?: string
  readonly token?: string
}

export interface Line {
  readonly url: string
  readonly token: Secret
  /** Of the one on this machine. */
  readonly pid: number | undefined
  /** Of the station, if it is known here. */
  readonly station: string | undefined
  /** In which its times are shown; of another machine only UTC is known. */
  readonly timezone: string
}

/** A daemon answers at once, or is in trouble. */
const TIMEOUT_MS = 5_000

export const whereOptions = (): readonly Option[] => [
  new Option('--url <address>', 'another daemon, over https').env('ONAIR_URL'),
  new Option('--token <token>', 'with --url: who you are (better in the environment)').env(
    'ONAIR_TOKEN',
  ),
]

/** undefined: it cannot be found, and why was said. */
export function lineTo(where: Where, output: Output): Line | undefined {
  const line = where.url === undefined ? localLine(where, output) : remoteLine(where)
  if (!line) process.exitCode = process.exitCode ?? 1
  if (typeof line !== 'string') return line
  output.trouble(`error: ${line}\n`)
  process.exitCode = where.url === undefined ? 3 : 2
  return undefined
}

function localLine(where: Where, output: Output): Line | string | undefined {
  const config: Config | undefined = readConfig(where.config, output)
  if (!config) return undefined
  const desk = findDesk(config.data)
  return desk
    ? { ...desk, station: config.station, timezone: config.timezone }
    : `no onair is running on ${config.data}: start it with onair run`
}

function remoteLine({ url = '', token }: Where): Line | string {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address) return `--url "${url}" is no address: write https://host`
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(address.hostname)
  if (address.protocol !== 'https:' && !(address.protocol === 'http:' && loopback))
    return `--url ${url}: https only, or the token could be read on its way`
  if (!token) return '--url needs a token: set ONAIR_TOKEN'
  return {
    url: url.replace(/\/+$/, ''),
    token: secret(token),
    pid: undefined,
    station: undefined,
    timezone: 'UTC',
  }
}

export async function askDesk<T>(line: Line, path: string, body?: object): Promise<Reply<T>> {
  try {
    const answer = await request(`${line.url}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${line.token.reveal()}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    })
    const value = await answer.body.json()
    return answer.statusCode === 200
      ? { ok: true, value: value as T }
      : { ok: false, code: 1, says: refusalIn(value), answer: value }
  } catch (error) {
    return { ok: false, code: 3, says: noAnswer(line, error) }
  }
}

/** Whether it is gone or hangs is what the desk has to know first: what to do is not the same. */
export function noAnswer({ url, pid }: Pick<Line, 'url' | 'pid'>, error: unknown): string {
  const says = `onair does not answer at ${url}`
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  if (pid === undefined) return says + code
  const [how, todo] = isThere(pid)
    ? ['it is there, and hangs or has too much to do', 'look at its log, and try again']
    : ['it is gone, and said no goodbye', `start it again (onair run): ${TAKES_UP}`]
  return `${says} (process ${pid}): ${how}\n  hint: ${todo}`
}

const TAKES_UP = 'it takes up what is still on air'

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Its words, what changed if it was stale, and what to do. */
export function refusalIn(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('says' in value))
    return 'refused without a reason: is this onair?'
  const changed =
    'changed' in value && Array.isArray(value.changed) ? value.changed.map(String) : []
  const hint = 'hint' in value ? [`hint: ${String(value.hint)}`] : []
  return [String(value.says), ...changed.map((one) => `since then: ${one}`), ...hint].join('\n  ')
}
