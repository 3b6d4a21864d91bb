/**
 * How long the sounds on disk are, as the station measured what it made of them: for forecasts, which start no ffmpeg
 * and write nothing. A station that has made nothing ready yet knows nothing, and that is no mistake.
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../config.js'
import type { SoundForm } from '../core/compile/media-forms.js'
import { mediaUsed } from '../core/compile/media-used.js'
import type { Programme } from '../core/compile/programme.js'
import type { Target } from '../media/loudness.js'
import { type Kept, mediaFolder, openVault } from '../media/vault.js'
import { platforms } from '../platform/platforms.js'
import { dialectUsed } from './dialect.js'

/** Where a station keeps what it made, and in what forms; plain data, for the thread that reads rundowns. */
export interface Keeping {
  readonly data: string
  readonly media: Target
  /** By account. */
  readonly forms: Readonly<Record<string, SoundForm>>
}

export const keepingOf = (config: Config | undefined): Keeping | undefined =>
  config && {
    data: config.data,
    media: { loudness: config.media.loudness, truePeak: config.media.truePeak },
    forms: Object.fromEntries(config.accounts.map(({ id, platform }) => [id, soundOf(platform)])),
  }

export const soundOf = (platform: string | undefined): SoundForm =>
  (platforms[platform ?? '']?.dialect ?? dialectUsed()).sound

/** Nothing is made for it, not even the folder. */
export function keptIn(
  keeping: Pick<Keeping, 'data' | 'media'> | undefined,
  form: SoundForm,
): (path: string) => Kept | undefined {
  if (keeping === undefined || !existsSync(mediaFolder(keeping.data))) return () => undefined
  const vault = openVault(mediaFolder(keeping.data))
  return (path) => vault.find(resolve(path), { form, target: keeping.media })
}

/** The programme as the daemon would have it: with the lengths that are known. */
export function withKnownSounds(programme: Programme, keeping: Keeping | undefined): Programme {
  const form = keeping?.forms[programme.account] ?? soundOf(undefined)
  const kept = keptIn(keeping, form)
  const sounds = mediaUsed(programme, form).flatMap(({ path, form: { kind } }) => {
    const length = kind === 'sound' ? kept(path)?.length : undefined
    return length === undefined ? [] : [[path, length] as const]
  })
  return sounds.length === 0 ? programme : { ...programme, sounds: Object.fromEntries(sounds) }
}
