/** A watcher on real HTTP, and whoever it wakes. Time is moved by hand. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, type Instant, instant, minutes, seconds, utc } from '../../daemon/core/time.js'
import type { Log } from '../../daemon/log.js'
import { secret } from '../../daemon/secret.js'
import { openAlarmLine } from '../../daemon/watcher/alarm-line.js'
import type { Alive } from '../../daemon/watcher/contract.js'
import type { Known } from '../../daemon/watcher/memory.js'
import { openPoster, type Post } from '../../daemon/watcher/post.js'
import { openWatcher } from '../../daemon/watcher/watcher.js'
import { NINE, past } from '../core/plan/builders.js'

export const poster = openPoster()
export const { post } = poster

export const TOKEN = secret('canary-watcher-token-0123456789')

export const ALIVE: Alive = {
  station: 'demo',
  run: 'first',
  at: utc(NINE),
  starts: [{ airing: 'tea@9', at: utc(past(60)), until: utc(after(NINE, minutes(60))) }],
  onAir: [],
  offAir: [],
  sessions: 1,
  ends: false,
}

/** Whoever is woken: a real server that can be down. */
export async function aHook() {
  const got: { readonly [key: string]: unknown }[] = []
  const how = { status: 200 }
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (part) => {
      text += String(part)
    })
    request.on('end', () => {
      if (how.status === 200) got.push(JSON.parse(text))
      response.writeHead(how.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    got,
    how,
    url: `http://127.0.0.1:${port}/canary-hook`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

export async function aWatcher(
  more: { alarmUrl?: string; before?: Known; keep?: (known: Known) => void; from?: Instant } = {},
) {
  const { before, from = NINE } = more
  const clock = { now: from }
  const lines: string[] = []
  const log: Log = {
    info: (_, says) => lines.push(`info ${says}`),
    warn: (_, says) => lines.push(`warn ${says}`),
    alert: (_, says) => lines.push(`alert ${says}`),
  }
  const now = () => clock.now
  const line = openAlarmLine({ url: more.alarmUrl, post, now, log, before: before?.waiting ?? [] })
  const watcher = await openWatcher({
    ...{ host: '127.0.0.1', port: 0, token: TOKEN, now, log, line },
    ...(before && { before: before.watched }),
    ...(more.keep && { keep: more.keep }),
  })
  return {
    lines,
    url: watcher.url,
    line,
    tell: (body: unknown = ALIVE, more: Partial<Post> = {}) =>
      post({ url: `${watcher.url}/alive`, token: TOKEN, body, ...more }),
    /** A look every five seconds, as the real one looks every second. */
    pass: async (to: Instant) => {
      while (clock.now < to) {
        clock.now = instant(Math.min(to, after(clock.now, seconds(5))))
        watcher.tick()
        await line.idle()
      }
    },
    /** It slept, or its clock was set. */
    leap: async (to: Instant) => {
      clock.now = to
      watcher.tick()
      await line.idle()
    },
    [Symbol.asyncDispose]: () => watcher[Symbol.asyncDispose](),
  }
}
