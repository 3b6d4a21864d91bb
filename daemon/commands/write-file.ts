/** Writes files that people keep: whole or not at all, and never over something that is there unless asked. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The new text takes the place of the old in one step; rights stay. Throws what the system says. */
export function replaceFile(path: string, text: string): void {
  const { mode } = statSync(path)
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  try {
    write(draft, text, mode)
    renameSync(draft, path)
  } catch (thrown) {
    rmSync(draft, { force: true })
    throw thrown
  }
}

/**
 * Makes a folder and those it lies in. One by one: Node's own way never returns where the system lets nobody make
 * any (below /proc).
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (existsSync(path) && statSync(path).isDirectory()) return
  if (dirname(path) !== path) makeFolder(dirname(path), mode)
  mkdirSync(path, mode)
}

/** false: something of that name is there already, and it was left alone. */
export function createFile(path: string, text: string): boolean {
  try {
    write(path, text, 0o666)
    return true
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false
    throw thrown
  }
}

function write(path: string, text: string, mode: number): void {
  const descriptor = openSync(path, 'wx', mode & 0o777)
  try {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** What went wrong with a file, for people. */
export function fileTrouble(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
  return KNOWN[code] ?? `it cannot be written (${code})`
}

/** The file or folder that was in the way. */
export const troubledPath = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'path' in thrown && thrown.path !== ''
    ? String(thrown.path)
    : undefined

const KNOWN: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written here',
  EPERM: 'it may not be written here',
  EROFS: 'this disk is read-only',
  ENOSPC: 'the disk is full',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'this is a file where a folder was expected',
  EISDIR: 'this is a folder where a file was expected',
  // Only of folders: a file that is there is told apart before.
  EEXIST: 'this is a file where a folder was expected',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'this is a link that leads nowhere',
}
