/**
 * The media room: files in, files as the platform takes them out. Nothing is made twice, what two ask for at once is
 * made once, and no more is made at once than the machine has cores. Whatever goes wrong with a file is a value.
 */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import pLimit from 'p-limit'
import { sayOf } from '../core/assert.js'
import type { Form } from '../core/compile/media-forms.js'
import { MEDIA_NICE } from '../core/limits.js'
import { conform } from './conform.js'
import type { Target } from './loudness.js'
import { sniff } from './sniff.js'
import { isFound, type NoTools, type Tools } from './tools.js'
import { type Kept, openVault, type Vault } from './vault.js'

export interface Order {
  readonly path: string
  readonly form: Form
}

export type Conformed =
  | { readonly ok: true; readonly kept: Kept; readonly fresh: boolean }
  | { readonly ok: false; readonly says: string; readonly hint?: string }

/** What the desk and the terminal are told while it goes on. */
export interface Progress extends Order {
  /** 0 to 1; 1: it is done. */
  readonly share: number
  /** Why nothing was made of it; it is over then. */
  readonly failed?: string
}

export interface MediaRoom extends AsyncDisposable {
  readonly conform: (order: Order, how?: { readonly force?: boolean }) => Promise<Conformed>
  /** Without making anything. */
  readonly known: (order: Order) => Kept | undefined
  readonly vault: Vault
}

export interface MediaOptions {
  readonly folder: string
  readonly target: Target
  /** Asked only when something has to be made: a second run needs no ffmpeg. */
  readonly tools: () => Promise<Tools | NoTools>
  readonly onProgress?: (progress: Progress) => void
  readonly atOnce?: number
}

/** Whole only when it is kept. */
const MADE = 0.99

export function openMedia(options: MediaOptions): MediaRoom {
  const vault = openVault(options.folder)
  const gate = pLimit(options.atOnce ?? availableParallelism())
  const underWay = new Map<string, Promise<Conformed>>()
  const closing = new AbortController()
  const wanted = ({ form }: Order) => ({ form, target: options.target })

  function ordered(order: Order, force: boolean): Promise<Conformed> {
    const key = JSON.stringify([order, force])
    const known = underWay.get(key)
    if (known) return known
    options.onProgress?.({ ...order, share: 0 })
    const making = gate(() => guardedMake(order, force))
      .then((made) => over(order, made))
      .finally(() => underWay.delete(key))
    underWay.set(key, making)
    return making
  }

  function over(order: Order, made: Conformed): Conformed {
    options.onProgress?.({ ...order, share: 1, ...(!made.ok && { failed: made.says }) })
    return made
  }

  /** A disk that is full is told of like a file that is damaged. */
  const guardedMake = (order: Order, force: boolean): Promise<Conformed> =>
    make(order, force).catch((thrown: unknown) => ({
      ok: false,
      says: /^(?:ENOSPC|EDQUOT)/.test(sayOf(thrown)) ? 'the disk is full' : sayOf(thrown),
    }))

  async function make(order: Order, force: boolean): Promise<Conformed> {
    const { path } = order
    if (closing.signal.aborted) return { ok: false, says: 'it was stopped' }
    const sniffed = sniff(path)
    if (!sniffed.ok) return sniffed
    const seen = await vault.identify(path)
    const recalled = force ? undefined : await vault.recall(path, seen, wanted(order))
    if (recalled) return { ok: true, kept: recalled, fresh: false }
    const tools = await options.tools()
    if (!isFound(tools)) return { ok: false, says: tools.says, hint: tools.hint }
    const { output, abandon } = vault.begin(wanted(order))
    try {
      const making = await conform(tools, path, wanted(order), output, {
        signal: closing.signal,
        nice: MEDIA_NICE,
        onShare: (share) => options.onProgress?.({ ...order, share: Math.min(share, MADE) }),
      })
      if (!making.ok) return making
      const kept = await vault.keep(path, seen, wanted(order), output, making.made)
      return kept
        ? { ok: true, kept, fresh: true }
        : { ok: false, says: 'it changed while it was read', hint: 'try again when it is whole' }
    } finally {
      abandon()
    }
  }

  return {
    vault,
    known: ({ path, form }) => vault.find(resolve(path), wanted({ path, form })),
    async conform({ path: named, form }, { force = false } = {}) {
      const order = { path: resolve(named), form }
      const known = force ? undefined : vault.find(order.path, wanted(order))
      return known ? { ok: true, kept: known, fresh: false } : ordered(order, force)
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      await Promise.allSettled(underWay.values())
    },
  }
}
