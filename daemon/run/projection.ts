/** Starts the process that shows what a stand-in has on stage; the daemon's own loop draws nothing. */
import { fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config.js'
import type { Log } from '../log.js'
import { mediaFolder } from '../media/vault.js'
import type { Order, Report } from '../render/projector.js'
import type { Span } from '../render/span.js'
import type { StationMedia } from './media.js'

export interface Projection extends Disposable {
  readonly folder: string
  readonly show: (session: string, span: Span, title: string) => void
  readonly end: (session: string) => void
  /** It will never be seen in this session, and the picture says so. */
  readonly missing: (session: string, says: readonly string[]) => void
  /** Where it can be seen is told when there is something to see with. */
  readonly seenAt: (url: string) => void
  /** Sessions whose recording is not done. */
  readonly unrecorded: () => number
  /** Once it was left: resolves when the recordings are done, or were given up. */
  readonly finished: () => Promise<void>
}

/** What far ends are given besides: published media, and something to be seen on. */
export interface Beside {
  readonly media: StationMedia
  readonly projection: Projection | undefined
}

export interface ProjectionWish {
  /** Where the segments and the recordings are. */
  readonly folder: string
  /** Where the station keeps the media it publishes. */
  readonly media?: string
  /** As the config names it. */
  readonly ffmpeg?: string | undefined
  /** In one line: what is missing, and what to do. */
  readonly trouble: (says: string) => void
  readonly seenAt: (url: string) => void
  /** It is left, and has this much to do yet. */
  readonly left?: (says: string) => void
  /** What is not recorded when this comes never will be. */
  readonly atOnce: AbortSignal
}

const PROGRAM = fileURLToPath(new URL('../render/projector.js', import.meta.url))

interface Leave {
  readonly atOnce: AbortSignal
  /** Whoever leaves it waits for the recordings, and tells of them himself. */
  readonly isWaited: () => boolean
}

/** For the stand-ins of a config that want one. */
export function openProjectionFor(
  config: Config,
  log: Log,
  { atOnce, isWaited }: Leave,
): Projection | undefined {
  const isWanted = config.accounts.some(({ farEnd }) => farEnd.is === 'stand-in' && farEnd.render)
  if (!isWanted) return undefined
  return openProjection({
    folder: join(config.data, 'watch'),
    media: mediaFolder(config.data),
    ffmpeg: config.ffmpeg,
    trouble: (says) => log.warn({}, says),
    seenAt: (url) => log.info({ url }, `what is on stage can be seen and heard at ${url}`),
    left: (says) => {
      if (!isWaited()) log.info({}, says)
    },
    atOnce,
  })
}

export function openProjection(wish: ProjectionWish): Projection {
  const { folder, media = '', ffmpeg = '', trouble, seenAt, left, atOnce } = wish
  mkdirSync(folder, { recursive: true })
  // In a group of its own: Ctrl-C in a terminal would end the ffmpegs in the middle of their recordings.
  const child = fork(PROGRAM, [folder, media, ffmpeg], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  })
  const exited = new Promise<void>((resolve) => {
    for (const over of ['exit', 'error']) child.once(over, () => resolve())
  })
  const unrecorded = new Set<string>()
  let isLeaving = false
  let isReady = false
  const places: string[] = []
  child.on('message', (report: Report) => {
    if (report.is === 'trouble') trouble(report.says)
    else if (report.is === 'recorded') unrecorded.delete(report.session)
    else {
      isReady = true
      for (const url of places.splice(0)) seenAt(url)
    }
  })
  child.once('exit', () => {
    if (!isLeaving) trouble('nothing is shown any more: the process that draws it has ended')
  })
  child.once('error', () => {})
  atOnce.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
  const order = (what: Order) => {
    if (child.connected) child.send(what, () => {})
  }
  return {
    folder,
    show(session, span, title) {
      unrecorded.add(session)
      order({ do: 'show', session, span, title })
    },
    end: (session) => order({ do: 'end', session }),
    missing: (session, says) => order({ do: 'miss', session, says }),
    seenAt(url) {
      if (isReady) seenAt(url)
      else places.push(url)
    },
    unrecorded: () => unrecorded.size,
    finished() {
      child.ref()
      return exited
    },
    // It finishes the recordings by itself, and is waited for only by whoever asks.
    [Symbol.dispose]() {
      isLeaving = true
      if (unrecorded.size > 0 && child.connected)
        left?.(
          `process ${child.pid} finishes the recordings in ${folder}, in two minutes at most; ` +
            `kill ${child.pid} leaves them unfinished`,
        )
      child.unref()
      if (child.connected) child.disconnect()
    },
  }
}
