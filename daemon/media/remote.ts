/**
 * Media that lie elsewhere, looked at before they are on air. What a rundown names is fetched from hosts of the
 * config's list only, over https, without redirects, within limits; every address its name leads to is looked at inside
 * the connection's own lookup, so that no second answer of a name server can lead anywhere else. ffmpeg only ever sees
 * the file that was fetched.
 */
import { lookup as systemLookup } from 'node:dns'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { isIP, type LookupFunction } from 'node:net'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Agent, request } from 'undici'
import { sayOf } from '../core/assert.js'
import { MEDIA_NICE, REMOTE_MB, REMOTE_TIME_MAX } from '../core/limits.js'
import type { Duration } from '../core/time.js'
import { isLoopback, isPublic } from './addresses.js'
import { measure } from './loudness.js'
import { probe } from './probe.js'
import { isFound, type NoTools, type Tools } from './tools.js'

export type Looked =
  | { readonly is: 'fine'; readonly length: Duration | undefined }
  /** `unsure`: it could not be reached from here, which the platform may. */
  | { readonly is: 'missing' | 'invalid' | 'unsure'; readonly says: string }
  /** Its host is not on the list. */
  | { readonly is: 'not-looked' }

export interface Remote extends AsyncDisposable {
  readonly look: (url: string, kind: 'sound' | 'picture') => Promise<Looked>
}

export interface RemoteOptions {
  readonly hosts: readonly string[]
  /** Where a file lies while it is looked at. */
  readonly folder: string
  readonly tools: () => Promise<Tools | NoTools>
  readonly lookup?: LookupFunction
  /** For tests: this machine is allowed, without https. */
  readonly loopback?: boolean
}

export function openRemote(options: RemoteOptions): Remote {
  const { hosts, folder, tools, lookup = systemLookup, loopback = false } = options
  const mayLead = (address: string) => isPublic(address) || (loopback && isLoopback(address))
  const agent = new Agent({ connect: { lookup: guarded(lookup, mayLead) }, pipelining: 0 })
  let count = 0

  async function look(written: string, kind: 'sound' | 'picture'): Promise<Looked> {
    const url = URL.canParse(written) ? new URL(written) : undefined
    if (url === undefined) return { is: 'invalid', says: 'it is no address' }
    if (!hosts.includes(url.hostname)) return { is: 'not-looked' }
    const refusal = refused(url, mayLead, loopback)
    if (refusal !== undefined) return { is: 'invalid', says: refusal }
    return fetched(url, kind).catch((thrown) => ({
      is: 'unsure',
      says: `it cannot be looked at: ${sayOf(thrown)}`,
    }))
  }

  async function fetched(url: URL, kind: 'sound' | 'picture'): Promise<Looked> {
    mkdirSync(folder, { recursive: true })
    count += 1
    const path = join(folder, `${process.pid}-remote-${count}.part`)
    try {
      return (await fetchTo(path, url, agent)) ?? (await played(path, kind, await tools()))
    } finally {
      rmSync(path, { force: true })
    }
  }

  return { look, [Symbol.asyncDispose]: () => agent.destroy() }
}

/** A host that is an address is never looked up, so it is looked at here; the URL has made 0x7f.1 into 127.0.0.1. */
function refused(
  { protocol, hostname, username, password }: URL,
  mayLead: (address: string) => boolean,
  loopback: boolean,
): string | undefined {
  if (protocol !== 'https:' && !loopback) return 'it is not https'
  if (username !== '' || password !== '') return 'it has a name or password in it'
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(literal) === 0 || mayLead(literal) ? undefined : NOT_PUBLIC
}

const NOT_PUBLIC = 'it leads to an address that is not of the public internet'

/** One name may have many addresses: one that is not public spoils them all. */
const guarded =
  (lookup: LookupFunction, mayLead: (address: string) => boolean): LookupFunction =>
  (hostname, options, answer) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const list = Array.isArray(found) ? found : []
      const [first] = list
      if (error) answer(error, '', 0)
      else if (first === undefined || list.some(({ address }) => !mayLead(address)))
        answer(new Error(NOT_PUBLIC), '', 0)
      else if (options.all) answer(null, list)
      else answer(null, first.address, first.family)
    })
  }

/** undefined: it is there. */
async function fetchTo(path: string, url: URL, agent: Agent): Promise<Looked | undefined> {
  const signal = AbortSignal.timeout(REMOTE_TIME_MAX)
  try {
    const timeouts = { headersTimeout: REMOTE_TIME_MAX, bodyTimeout: REMOTE_TIME_MAX }
    const answer = await request(url, { dispatcher: agent, method: 'GET', signal, ...timeouts })
    const wrong = readStatus(answer.statusCode)
    if (wrong !== undefined) {
      letGo(answer.body)
      return wrong
    }
    await pipeline(answer.body, atMost(REMOTE_MB * 1e6), createWriteStream(path), { signal })
    return undefined
  } catch (thrown) {
    return unreached(thrown)
  }
}

/** Nobody reads it: that it was cut off is no error. */
const letGo = (body: Readable) => body.on('error', () => {}).destroy()

class TooLarge extends Error {}

function atMost(bytes: number): Transform {
  let left = bytes
  return new Transform({
    transform(chunk: Buffer, _, done) {
      left -= chunk.length
      if (left < 0) done(new TooLarge(`it is larger than ${REMOTE_MB} MB`))
      else done(null, chunk)
    },
  })
}

function readStatus(status: number): Looked | undefined {
  if (status === 200 || status === 206) return undefined
  if (status >= 300 && status < 400)
    return { is: 'invalid', says: `its server sends elsewhere (${status}), which is not followed` }
  const says = `its server answers ${status}`
  return status >= 500 || status === 429 ? { is: 'unsure', says } : { is: 'missing', says }
}

function unreached(thrown: unknown): Looked {
  const says = sayOf(thrown)
  if (thrown instanceof TooLarge || says === NOT_PUBLIC) return { is: 'invalid', says }
  return { is: 'unsure', says: `it cannot be reached from here: ${says.slice(0, SAID_MAX)}` }
}

const SAID_MAX = 200

async function played(
  path: string,
  kind: 'sound' | 'picture',
  tools: Tools | NoTools,
): Promise<Looked> {
  if (!isFound(tools)) return { is: 'unsure', says: `it cannot be looked at: ${tools.says}` }
  const probed = await probe(tools, path)
  if (!probed.ok) return { is: 'invalid', says: probed.says }
  const { sound, picture, demuxer } = probed.probe
  if (kind === 'picture')
    return picture
      ? { is: 'fine', length: undefined }
      : { is: 'invalid', says: 'there is no picture in it' }
  if (!sound) return { is: 'invalid', says: 'there is no sound in it' }
  const source = { kind: 'file', path, demuxer } as const
  const measuring = await measure(tools, source, 'anull', { nice: MEDIA_NICE })
  if (!measuring.ok) return { is: 'invalid', says: measuring.says }
  const { length, heard } = measuring.measured
  return heard
    ? { is: 'fine', length }
    : { is: 'invalid', says: 'it is silent from beginning to end' }
}

/** Whether what we publish can be had at its public address: our own, so it may lead anywhere. */
export async function fetchBack(url: string): Promise<Looked> {
  try {
    const answer = await request(url, {
      method: 'GET',
      headers: { range: 'bytes=0-0' },
      headersTimeout: REMOTE_TIME_MAX,
      bodyTimeout: REMOTE_TIME_MAX,
      signal: AbortSignal.timeout(REMOTE_TIME_MAX),
    })
    letGo(answer.body)
    const wrong = readStatus(answer.statusCode)
    return wrong ?? { is: 'fine', length: undefined }
  } catch (thrown) {
    return unreached(thrown)
  }
}
