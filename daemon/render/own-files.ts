/**
 * The file behind an address that this station published: found in its own cache by the hash that is its name, wherever
 * it was published to. Nothing is fetched, so no address can make the screen look anywhere else.
 */
import { openVault } from '../media/vault.js'
import type { SoundFile } from './voice.js'

export interface OwnFiles {
  readonly pictureFile: (url: string) => string | undefined
  readonly soundFile: (url: string) => SoundFile | undefined
}

/** `folder`: the cache of media; undefined: there is none. */
export function ownFiles(folder: string | undefined): OwnFiles {
  const vault = folder === undefined ? undefined : openVault(folder)
  const keptOf = (url: string) => {
    const [, hash, ending] = /\/([0-9a-f]{64})(\.\w+)(?:\?|$)/.exec(url) ?? []
    const kept = hash === undefined ? undefined : vault?.byHash(hash)
    return kept?.ending === ending ? kept : undefined
  }
  return {
    pictureFile: (url) => {
      const kept = keptOf(url)
      return kept?.form.kind === 'sound' ? undefined : kept?.path
    },
    soundFile: (url) => {
      const kept = keptOf(url)
      return kept?.form.kind === 'sound'
        ? { path: kept.path, demuxer: kept.form.container }
        : undefined
    },
  }
}
