/**
 * Where conformed files are kept: by what went in and what was asked for, so that nothing is made twice and nothing
 * that is kept ever changes. A file is written under another name and moved there when it is whole; its facts are
 * written last, and whoever finds no facts finds nothing.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Form } from '../core/compile/media-forms.js'
import { endingOf } from '../core/compile/media-used.js'
import type { Made, Wanted } from './conform.js'

export interface Facts extends Made {
  /** sha256 of the file that was made: its name for whoever publishes it. */
  readonly hash: string
  readonly ending: string
  readonly bytes: number
  readonly form: Form
}

export interface Kept extends Facts {
  readonly path: string
}

export interface Vault {
  /** What was made of this very file before; costs a stat call and two short reads. */
  readonly find: (path: string, wanted: Wanted) => Kept | undefined
  /** A name to write to, and what to call when it is whole. */
  readonly begin: (wanted: Wanted) => { readonly output: string; readonly abandon: () => void }
  /** What the file is, read from its first byte to its last. */
  readonly identify: (path: string) => Promise<Seen>
  /** What was made of the same bytes under another name, or before the file was touched. */
  readonly recall: (path: string, seen: Seen, wanted: Wanted) => Promise<Kept | undefined>
  /** undefined: the file is no longer the one that was read. */
  readonly keep: (
    path: string,
    seen: Seen,
    wanted: Wanted,
    output: string,
    made: Made,
  ) => Promise<Kept | undefined>
  /** By the hash of what was made. */
  readonly byHash: (hash: string) => Kept | undefined
  /** Removes what none of these hashes names; answers how many files and bytes went. */
  readonly prune: (kept: ReadonlySet<string>) => Promise<{ files: number; bytes: number }>
}

/** Raise it when the same recipe would make something else. */
const RECIPES = 1

/** In a station's data folder. */
export const mediaFolder = (data: string) => join(data, 'media')

/** Of what was published, in its address, whoever it was published by. */
export const hashIn = (url: string): string | undefined =>
  /\/([0-9a-f]{64})\.\w+(?:\?|$)/.exec(url)?.[1]

/** Nothing is written, no folder made, until something is to be kept. */
export function openVault(folder: string): Vault {
  const recipeOf = (hash: string, wanted: Wanted) => {
    const { form, target } = wanted
    // By name: whoever hands over a whole config must not make another recipe of the rest of it.
    const { loudness, truePeak } = target
    return short([RECIPES, hash, form, form.kind === 'sound' ? { loudness, truePeak } : undefined])
  }
  const seenAt = (path: string) => join(folder, 'seen', `${short(path)}.json`)
  const factsAt = (key: string) => join(folder, key.slice(0, 2), `${key}.json`)
  const fileOf = ({ hash, ending }: Facts) => join(folder, hash.slice(0, 2), `${hash}${ending}`)
  const kept = (facts: Facts | undefined): Kept | undefined => {
    if (facts === undefined) return undefined
    const path = fileOf(facts)
    return sizeOf(path) === facts.bytes ? { ...facts, path } : undefined
  }
  let parts = 0

  return {
    find(path, wanted) {
      const seen = read<Seen>(seenAt(path), isSeen)
      const now = stampOf(path)
      if (seen === undefined || now === undefined || seen.stamp !== now) return undefined
      return kept(read<Facts>(factsAt(recipeOf(seen.hash, wanted)), isFacts))
    },
    begin({ form }) {
      mkdirSync(join(folder, 'seen'), { recursive: true, mode: 0o700 })
      if (parts === 0) forgetParts(folder)
      parts += 1
      const output = join(folder, `${process.pid}-${parts}.part${endingOf(form)}`)
      return { output, abandon: () => rmSync(output, { force: true }) }
    },
    identify: async (path) => ({ stamp: stampOf(path) ?? '', hash: await hashOf(path) }),
    async recall(path, seen, wanted) {
      const found = kept(read<Facts>(factsAt(recipeOf(seen.hash, wanted)), isFacts))
      if (found) await write(seenAt(path), seen)
      return found
    },
    async keep(path, seen, wanted, output, made) {
      if (stampOf(path) !== seen.stamp) return undefined
      const ending = endingOf(wanted.form)
      const { size: bytes } = await stat(output)
      const facts: Facts = { ...made, hash: await hashOf(output), ending, bytes, form: wanted.form }
      const place = fileOf(facts)
      await settle(output, place)
      await write(`${place}.facts.json`, facts)
      await write(factsAt(recipeOf(seen.hash, wanted)), facts)
      await write(seenAt(path), seen)
      return { ...facts, path: place }
    },
    byHash(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return undefined
      for (const ending of ENDINGS) {
        const place = join(folder, hash.slice(0, 2), `${hash}${ending}.facts.json`)
        const found = kept(read<Facts>(place, isFacts))
        if (found) return found
      }
      return undefined
    },
    prune: (hashes) => prune(folder, hashes),
  }
}

export const ENDINGS: readonly string[] = ['.mp3', '.wav', '.png', '.jpg', '.mp4']

export interface Seen {
  /** Size, time and place of the file when it was read. */
  readonly stamp: string
  readonly hash: string
}

const short = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** undefined: there is nothing, or nothing that may be seen; whoever reads it says why. */
function stampOf(path: string): string | undefined {
  try {
    const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true })
    return `${size}-${mtimeNs}-${ctimeNs}-${ino}`
  } catch {
    return undefined
  }
}

function sizeOf(path: string): number | undefined {
  try {
    return statSync(path).size
  } catch {
    return undefined
  }
}

/** Into one buffer, over and over: four times as fast as a stream, which makes a new one for every 64 kB. */
async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(PIECE)
  const file = await open(path, 'r')
  try {
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(piece.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

/** Hashed in 0.2 ms: nothing on the loop waits longer for it. */
const PIECE = 262_144

function read<T>(path: string, is: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return is(value) ? value : undefined
  } catch {
    return undefined
  }
}

const has = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => name in value)
const isSeen = (value: unknown): value is Seen => has(value, 'stamp', 'hash')
const isFacts = (value: unknown): value is Facts => has(value, 'hash', 'ending', 'bytes', 'form')

/** The same bytes under two names are made at once, and come to the same place: each writes a part of its own. */
let facts = 0

async function write(place: string, value: unknown): Promise<void> {
  facts += 1
  const part = `${place}.${process.pid}-${facts}.part`
  mkdirSync(dirname(place), { recursive: true })
  try {
    const file = await open(part, 'w', 0o600)
    try {
      await file.writeFile(JSON.stringify(value))
      await file.sync()
    } finally {
      await file.close()
    }
    renameSync(part, place)
  } catch (thrown) {
    rmSync(part, { force: true })
    throw thrown
  }
}

async function settle(part: string, place: string): Promise<void> {
  mkdirSync(dirname(place), { recursive: true })
  const file = await open(part, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  renameSync(part, place)
}

async function prune(folder: string, hashes: ReadonlySet<string>) {
  let files = 0
  let bytes = 0
  if (!existsSync(folder)) return { files, bytes }
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const place = join(entry.parentPath, entry.name)
    if (!entry.isFile() || isWanted(place, entry.name, hashes)) continue
    bytes += sizeOf(place) ?? 0
    files += ENDINGS.some((ending) => entry.name.endsWith(ending)) ? 1 : 0
    rmSync(place, { force: true })
  }
  return { files, bytes }
}

function isWanted(place: string, name: string, hashes: ReadonlySet<string>): boolean {
  if (isUnderWay(name)) return true
  const [hash = ''] = name.split('.')
  if (hashes.has(hash) || basename(dirname(place)) === 'seen') return true
  const facts = read<Facts>(place, isFacts)
  return facts !== undefined && hashes.has(facts.hash)
}

/** Whoever was killed while he wrote left a part behind, of a film perhaps. */
function forgetParts(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (writerOf(name) !== undefined && !isUnderWay(name))
      rmSync(join(folder, name), { force: true })
  }
}

/** Somebody else, a daemon perhaps, is writing it; what is left of a process that is gone is removed. */
function isUnderWay(name: string): boolean {
  const writer = writerOf(name)
  return writer !== undefined && isAlive(writer)
}

function writerOf(name: string): number | undefined {
  const [, pid] = /(?:^|\.)(\d+)(?:-[\w-]+)?\.part(?:\.|$)/.exec(name) ?? []
  return pid === undefined ? undefined : Number(pid)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}
