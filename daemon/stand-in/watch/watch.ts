/**
 * What can be watched of a stand-in: the list of its sessions, a page with a player for each, and the segments the
 * projector writes. Nothing on the pages comes from elsewhere.
 */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Instant } from '../../core/time.js'
import type { Span } from '../../render/span.js'
import { LIST_SCRIPT, listPage, PLAYER_SCRIPT, STYLE, sessionPage } from './page.js'

/** Whoever draws: run/ hands it in. */
export interface Screen {
  readonly folder: string
  readonly show: (session: string, span: Span, title: string) => void
  readonly end: (session: string) => void
}

export interface Watch {
  readonly hear: (session: string, span: Span) => void
  /** False: the path is none of its own. */
  readonly answer: (path: string, response: ServerResponse) => Promise<boolean>
}

export interface Watched {
  readonly session: string
  readonly title: string
  readonly since: Instant
  readonly isLive: boolean
  /** The latest last. */
  readonly items: readonly WatchedItem[]
}

export interface WatchedItem {
  readonly at: Instant
  readonly kind: 'script' | 'words' | 'sound' | 'off'
  readonly says: string
}

const SESSIONS_MAX = 50
const ITEMS_MAX = 40
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  m3u8: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
  mp4: 'video/mp4',
}
/** Only what is our own, and the media the player puts together itself. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "media-src 'self' blob:; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export function openWatch(screen: Screen): Watch {
  const sessions = new Map<string, Watched>()
  return {
    hear(session, span) {
      const title = span.presenter?.name ?? sessions.get(session)?.title ?? session.slice(0, 8)
      const known = sessions.get(session)
      const isLive = span.slate === undefined
      // What lasted no time was seen by nobody.
      const before = known?.items.filter(({ at }) => at < span.at) ?? []
      const items = [...before, itemOf(span)].slice(-ITEMS_MAX)
      sessions.set(session, { session, title, since: known?.since ?? span.at, isLive, items })
      const [oldest] = sessions.keys()
      if (sessions.size > SESSIONS_MAX && oldest !== undefined) sessions.delete(oldest)
      screen.show(session, span, `stand-in · ${title}`)
      if (!isLive) screen.end(session)
    },
    async answer(path, response) {
      if (path !== '/watch' && !path.startsWith('/watch/')) return false
      const [, , session = '', name = ''] = path.split('/')
      const known = sessions.get(session)
      if (session === '') say(response, 'html', listPage())
      else if (Object.hasOwn(SHARED, session) && name === '')
        await SHARED[session]?.(response, [...sessions.values()])
      else if (known && name === '') say(response, 'html', sessionPage(known))
      else if (known && name === 'now.json') say(response, 'json', JSON.stringify(known))
      else if (known && FILES.test(name))
        await sendFile(response, join(screen.folder, session, name))
      else notFound(response)
      return true
    },
  }
}

/** Segments and lists as the projector names them: no other file of the folder is anybody's business. */
const FILES = /^(?:live\.m3u8|\d{6}\.ts|recording\.mp4)$/

const SHARED: Readonly<
  Record<string, (response: ServerResponse, all: readonly Watched[]) => void | Promise<void>>
> = {
  'sessions.json': (response, all) => say(response, 'json', JSON.stringify(all)),
  'style.css': (response) => say(response, 'css', STYLE),
  'player.js': (response) => say(response, 'js', PLAYER_SCRIPT),
  'list.js': (response) => say(response, 'js', LIST_SCRIPT),
  'hls.js': (response) =>
    sendFile(response, createRequire(import.meta.url).resolve('hls.js/dist/hls.light.min.js')),
}

function itemOf({ at, speech, slate }: Span): WatchedItem {
  if (slate !== undefined || !speech) return { at, kind: 'off', says: slate ?? 'silence' }
  if (speech.loops) return { at, kind: 'script', says: 'the script goes on' }
  const { text, sounds } = speech
  return text === undefined
    ? { at, kind: 'sound', says: sounds[0]?.url ?? '' }
    : { at, kind: 'words', says: text }
}

const headers = (ending: string) => ({
  'content-type': TYPES[ending] ?? 'application/octet-stream',
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
})

function say(response: ServerResponse, ending: string, text: string): void {
  response.writeHead(200, headers(ending))
  response.end(text)
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, headers('json'))
  response.end('{"says":"nothing to see here"}')
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  )
  if (size === undefined) {
    notFound(response)
    return
  }
  const ending = path.split('.').at(-1) ?? ''
  response.writeHead(200, { ...headers(ending), 'content-length': size })
  // A viewer who goes away is no failure.
  await pipeline(createReadStream(path), response).catch(() => response.destroy())
}
