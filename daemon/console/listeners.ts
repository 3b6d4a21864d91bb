/**
 * Those who listen. Of each only is kept how far he has read: the rest is read from the feed when he can take it, a few
 * listeners at a time, so that whoever airs something meanwhile need not wait for all of them.
 */
import type { Writable } from 'node:stream'
import type { Caller } from '../core/desk/roles.js'
import type { NewsLine, Passing } from '../core/plan/news.js'

export interface Feed {
  /** Of the journal these numbers belong to. */
  readonly generation: string
  readonly last: () => number
  /** What came before it is gone. */
  readonly oldest: () => number
  /** Oldest first. */
  readonly after: (seq: number, limit: number) => readonly NewsLine[]
  /** Calls back, soon after something was committed; or with what is only told in passing. */
  readonly listen: (hear: (passing?: Passing) => void) => Disposable
}

export interface Listener {
  readonly caller: Caller
  readonly wants: (line: NewsLine | Passing) => boolean
  readonly to: Writable
  /** Number of the last line he was given, or that did not concern him. */
  cursor: number
  /** He has not taken yet what was written last; counted in beats. */
  fullFor: number | undefined
}

export interface Listeners extends Disposable {
  readonly add: (listener: Listener) => void
  readonly count: (caller: Caller) => number
  readonly size: () => number
  readonly beat: () => void
}

/** Beats in which a listener has taken nothing at all: he is cut off, and may come back. */
const STALLED_BEATS = 2
/** Read at a time, and all that is ever written ahead of a slow one; after each page the loop has its turn. */
const PAGE = 50
/** Listeners served in one go. */
const SERVED_AT_ONCE = 10

export function openListeners(feed: Feed, stillValid: (caller: Caller) => boolean): Listeners {
  const all = new Set<Listener>()
  const written = new WeakMap<NewsLine, string>()
  const chunkOf = (line: NewsLine) => {
    const chunk =
      written.get(line) ?? `id: ${idOf(feed, line.seq)}\n${chunkFor(line.kind, dataOf(line))}`
    written.set(line, chunk)
    return chunk
  }

  function pump(listener: Listener): void {
    if (listener.fullFor !== undefined || !all.has(listener)) return
    const lines = feed.after(listener.cursor, PAGE)
    listener.cursor = lines.at(-1)?.seq ?? listener.cursor
    const chunk = lines.filter(listener.wants).map(chunkOf).join('')
    if (chunk !== '') say(listener, chunk)
    if (lines.length === PAGE) setImmediate(() => pump(listener))
  }

  function say(listener: Listener, chunk: string): void {
    if (listener.to.write(chunk)) return
    listener.fullFor = 0
    listener.to.once('drain', () => {
      listener.fullFor = undefined
      pump(listener)
    })
  }

  let round: Listener[] = []
  function serve(): void {
    for (const listener of round.splice(0, SERVED_AT_ONCE)) pump(listener)
    if (round.length > 0) setImmediate(serve)
  }
  /** Whoever has not taken what came before does without. */
  function tellPassing(news: Passing): void {
    const chunk = chunkFor(news.kind, dataOf(news))
    for (const listener of all)
      if (listener.fullFor === undefined && listener.wants(news)) say(listener, chunk)
  }

  const ear = feed.listen((passing) => {
    if (passing !== undefined) return tellPassing(passing)
    const idle = round.length === 0
    round = [...all]
    if (idle) setImmediate(serve)
  })

  /** An id without data moves a browser's cursor past what did not concern it. */
  function beatOne(listener: Listener): void {
    const { to, caller, fullFor, cursor } = listener
    if (!stillValid(caller) || (fullFor ?? 0) >= STALLED_BEATS) to.destroy()
    else if (fullFor !== undefined) listener.fullFor = fullFor + 1
    else say(listener, `: heartbeat\nid: ${idOf(feed, cursor)}\n\n`)
  }

  return {
    add: (listener) => {
      all.add(listener)
      listener.to.once('close', () => all.delete(listener))
      listener.to.once('error', () => all.delete(listener))
      pump(listener)
    },
    count: (caller) => [...all].filter((one) => one.caller.name === caller.name).length,
    size: () => all.size,
    beat: () => {
      for (const listener of all) beatOne(listener)
    },
    [Symbol.dispose]: () => {
      ear[Symbol.dispose]()
      for (const { to } of all) to.end()
      all.clear()
    },
  }
}

export const idOf = ({ generation }: Feed, seq: number) => `${generation.slice(0, 8)}.${seq}`

export const chunkFor = (kind: string, data: object) =>
  `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`

const dataOf = ({ at, kind, account, show, airing, what, ...rest }: NewsLine | Passing) => ({
  ...rest,
  at: new Date(at).toISOString(),
  kind,
  account,
  show,
  airing,
  ...what,
})
