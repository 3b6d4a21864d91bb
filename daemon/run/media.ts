/**
 * The media of a station: what its shows use is made ready when they are taken in, long before it is sent, and every
 * account gets its files published where its platform can fetch them.
 */
import { join, relative } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Bucket, Config, Account as ConfigAccount } from '../config.js'
import type { MediaDoor } from '../console/media-door.js'
import type { SoundForm } from '../core/compile/media-forms.js'
import { addressesUsed, type MediaUsed, mediaUsed } from '../core/compile/media-used.js'
import type { Programme } from '../core/compile/programme.js'
import { MEDIA_WAIT } from '../core/limits.js'
import type { Passing } from '../core/plan/news.js'
import type { Finding } from '../core/plan/preflight.js'
import { versionKey } from '../core/plan/show.js'
import type { State } from '../core/plan/state.js'
import type { AccountId } from '../core/rundown/rundown.js'
import type { Duration, Instant } from '../core/time.js'
import type { Log } from '../log.js'
import {
  nowhere,
  onOwnServer,
  type Publisher,
  type Signer,
  signer,
  signingKey,
  whenWanted,
} from '../media/publish.js'
import { inBucket } from '../media/publish-s3.js'
import { openRemote } from '../media/remote.js'
import { type MediaRoom, openMedia, type Progress } from '../media/room.js'
import { findTools } from '../media/tools.js'
import { TYPES } from '../media/types.js'
import { hashIn, mediaFolder } from '../media/vault.js'
import type { Loop } from './loop.js'
import { preflight } from './preflight.js'
import type { Found, MediaDesk } from './with-media.js'

export interface StationMedia extends AsyncDisposable {
  readonly door: MediaDoor
  /** `ownUrl`: where the daemon's server listens. */
  readonly deskOf: (account: ConfigAccount, ownUrl: string) => MediaDesk
  /** Looks at all that a show uses as its account's platform would get it. */
  readonly preflight: (
    account: ConfigAccount,
    ownUrl: string,
    programme: Programme,
    sound: SoundForm,
  ) => Promise<readonly Finding[]>
  /** Makes ready what a show uses; answers the lengths of its sounds when all is done. */
  readonly prepare: (
    programme: Programme,
    sound: SoundForm,
  ) => Promise<Readonly<Record<string, Duration>>>
  /** Of a sound that this station published, by its address. */
  readonly soundLength: (url: string) => Duration | undefined
  readonly isClosing: () => boolean
}

export const openRoom = (
  config: Pick<Config, 'data' | 'media' | 'ffmpeg'>,
  onProgress: (progress: Progress) => void = () => {},
): MediaRoom => {
  let tools: ReturnType<typeof findTools> | undefined
  return openMedia({
    folder: mediaFolder(config.data),
    target: config.media,
    onProgress,
    tools: () => {
      tools ??= findTools(config.ffmpeg)
      return tools
    },
  })
}

export function openStationMedia(
  config: Config,
  now: () => Instant,
  log: Log,
  pass: (news: Passing) => void = () => {},
  leave?: AbortSignal,
): StationMedia {
  const room = openRoom(config, ({ path, form, share, failed }) => {
    const file = relative(config.playlists, path)
    pass({ kind: 'media', at: now(), what: { file, form: form.kind, share, failed } })
  })
  const signs = signer(signingKey(join(config.data, 'media-key')))
  const remote = openRemote({
    hosts: config.media.remoteHosts,
    folder: mediaFolder(config.data),
    tools: () => findTools(config.ffmpeg),
  })
  const bucket = config.media.bucket && inBucketLater(config.media.bucket)
  let closing = false
  // Ctrl-C ends every ffmpeg as well: what comes to nothing from here on is no fault of a file.
  leave?.addEventListener(
    'abort',
    () => {
      closing = true
    },
    { once: true },
  )
  const told = new Set<string>()
  const once = (say: (fields: object, line: string) => void) => (path: string, says: string) => {
    const line = `${path}: ${says}`
    // What is stopped because the station is left is no news.
    if (closing || told.has(line)) return
    told.add(line)
    say({}, line)
  }
  const fails = (path: string, says: string) => {
    if (!closing) log.warn({}, `${path}: ${says}`)
  }
  const publisherOf = (account: ConfigAccount, ownUrl: string): Publisher =>
    account.farEnd.is === 'stand-in'
      ? onOwnServer(ownUrl, signs, now)
      : (bucket ?? ownPublisher(config, signs, now))

  return {
    door: doorOf(room, signs, now),
    deskOf: (account, ownUrl) => {
      const publisher = publisherOf(account, ownUrl)
      return {
        alert: once(log.alert),
        tell: once(log.info),
        find: (used) => findIn(room, publisher, used),
      }
    },
    preflight: async (account, ownUrl, programme, sound) => {
      const eyes = { room, remote, publisher: publisherOf(account, ownUrl) }
      const findings = await preflight(eyes, programme, sound)
      return closing ? [] : findings
    },
    prepare: async (programme, sound) => {
      const lengths: Record<string, Duration> = {}
      const making = mediaUsed(programme, sound).map(async (used) => {
        const conformed = await room.conform(used)
        // What fails is told with what comes of it, when the airings are looked at.
        if (!conformed.ok) fails(used.path, conformed.says)
        else if (conformed.kept.length !== undefined && used.form.kind === 'sound')
          lengths[used.path] = conformed.kept.length
      })
      const looking = addressesUsed(programme).map(async ({ url, kind }) => {
        const looked = await remote.look(url, kind)
        if (kind === 'sound' && looked.is === 'fine' && looked.length !== undefined)
          lengths[url] = looked.length
      })
      await Promise.all([...making, ...looking])
      return lengths
    },
    soundLength: (url) => room.vault.byHash(hashIn(url) ?? '')?.length,
    isClosing: () => closing,
    [Symbol.asyncDispose]: async () => {
      closing = true
      await room[Symbol.asyncDispose]()
      await remote[Symbol.asyncDispose]()
      await bucket?.[Symbol.asyncDispose]()
    },
  }
}

/** Only where there is a bucket, when there is something for it. */
const inBucketLater = (bucket: Bucket): Publisher => whenWanted(() => inBucket(opened(bucket)))

/** Keys are revealed where they go on the wire. */
const opened = ({ name, accessKeyId, secretAccessKey, ...rest }: Bucket) => ({
  ...rest,
  bucket: name,
  accessKeyId: accessKeyId.reveal,
  secretAccessKey: secretAccessKey.reveal,
})

/** Long before anything is sent. How long its sounds really are, the core is told when all of a show is known. */
export async function makeReady(
  media: Pick<StationMedia, 'prepare' | 'isClosing'>,
  programmes: readonly Programme[],
  soundOf: (account: AccountId) => SoundForm | undefined,
  loop: Pick<Loop, 'state' | 'post'>,
): Promise<void> {
  for (const programme of programmes) {
    // The turn that took it in is written down first: what is gone through here is as long as the rundown.
    await nextTurn()
    if (media.isClosing()) return
    const sound = isInForce(loop.state, programme) ? soundOf(programme.account) : undefined
    const sounds = sound && (await media.prepare(programme, sound))
    if (sounds === undefined || Object.keys(sounds).length === 0 || media.isClosing()) continue
    // Made for minutes, perhaps: what was saved meanwhile is not replaced by what was there before.
    if (isInForce(loop.state, programme))
      loop.post({ type: 'show-taken-in', programme: { ...programme, sounds } })
  }
}

function isInForce({ shows }: State, programme: Programme): boolean {
  const show = shows[programme.show]
  return show !== undefined && !show.withdrawn && show.version === versionKey(programme)
}

const ownPublisher = ({ http }: Config, signs: Signer, now: () => Instant): Publisher =>
  http.publicUrl === undefined
    ? nowhere('the platform cannot fetch it: set http.publicUrl, or media.bucket, in the config')
    : onOwnServer(http.publicUrl, signs, now)

const doorOf = ({ vault }: MediaRoom, signs: Signer, now: () => Instant): MediaDoor => ({
  open: (name, expires, signature) => {
    if (!signs.holds(name, expires, signature, now())) return undefined
    const kept = vault.byHash(name.slice(0, name.indexOf('.')))
    if (!kept || !name.endsWith(kept.ending)) return undefined
    return { path: kept.path, type: TYPES[kept.ending] ?? 'application/octet-stream' }
  },
})

/** Whoever sends waits a little for what is still being made, and comes back later for what takes longer. */
async function findIn(room: MediaRoom, publisher: Publisher, used: MediaUsed): Promise<Found> {
  const making = made(room, publisher, used)
  const timer = new AbortController()
  try {
    return await Promise.race([making, later(making, timer.signal)])
  } finally {
    timer.abort()
  }
}

async function made(room: MediaRoom, publisher: Publisher, used: MediaUsed): Promise<Found> {
  const conformed = await room.conform(used)
  if (!conformed.ok) return { is: 'bad', says: conformed.says }
  const published = await publisher.publish(conformed.kept)
  return published.ok ? { is: 'there', url: published.url } : { is: 'bad', says: published.says }
}

const later = (comes: Promise<Found>, signal: AbortSignal) =>
  new Promise<Found>((resolve) => {
    const timer = setTimeout(() => resolve({ is: 'not-yet', comes }), MEDIA_WAIT)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
