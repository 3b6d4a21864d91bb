/**
 * The demuxer for a file by its first bytes, whatever its name says: a name ending in .png is no reason to try a
 * picture. What is not known here is left to ffprobe, which may choose from the list of sources.ts only.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { MEDIA_INPUT_MB } from '../core/limits.js'

export type Sniffed =
  | {
      readonly ok: true
      readonly demuxer: string | undefined
      readonly bytes: number
      readonly changedAt: number
    }
  | { readonly ok: false; readonly says: string }

const HEAD = 16
const MAGIC: readonly (readonly [demuxer: string, at: number, text: string])[] = [
  ['png_pipe', 0, '\x89PNG\r\n\x1a\n'],
  ['jpeg_pipe', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF8'],
  ['webp_pipe', 8, 'WEBP'],
  ['wav', 8, 'WAVE'],
  ['avi', 8, 'AVI '],
  ['flac', 0, 'fLaC'],
  ['ogg', 0, 'OggS'],
  ['matroska', 0, '\x1a\x45\xdf\xa3'],
  ['mov', 4, 'ftyp'],
  ['caf', 0, 'caff'],
  ['aiff', 0, 'FORM'],
]
/** Names of what people put in place of sounds and pictures, to tell them so. */
const STRANGERS: readonly (readonly [says: string, begins: RegExp])[] = [
  [
    'it is a playlist, not a sound or picture',
    /^(?:\uFEFF|ï»¿)?\s*(?:#EXTM3U|ffconcat|\[playlist)/,
  ],
  ['it is a web page, not a sound or picture', /^\s*<(?:!doctype|html)/i],
  ['it is text, not a sound or picture', /^\s*<|^v=0/],
]

const ARCHIVES = ['PK\x03\x04', '\x1f\x8b', 'BZh', '7z\xbc\xaf', 'Rar!']

function strangerIn(head: string): string | undefined {
  if (ARCHIVES.some((begins) => head.startsWith(begins))) return 'it is an archive: unpack it'
  return STRANGERS.find(([, begins]) => begins.test(head))?.[0]
}

/** Opens it once, follows no link, and believes no size it was told before. */
export function sniff(path: string): Sniffed {
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
    const descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      const state = fstatSync(descriptor)
      if (!state.isFile()) return { ok: false, says: 'it is no file' }
      if (state.size === 0) return { ok: false, says: 'it is empty' }
      if (state.size > MEDIA_INPUT_MB * 1e6) {
        return { ok: false, says: `it is larger than ${MEDIA_INPUT_MB} MB` }
      }
      const bytes = Buffer.alloc(HEAD)
      const head = bytes.subarray(0, readSync(descriptor, bytes)).toString('latin1')
      const says = strangerIn(head)
      if (says !== undefined) return { ok: false, says }
      const [demuxer] = MAGIC.find(([, at, text]) => head.startsWith(text, at)) ?? []
      return { ok: true, demuxer, bytes: state.size, changedAt: state.mtimeMs }
    } finally {
      closeSync(descriptor)
    }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    return { ok: false, says: WHY[code] ?? `it cannot be read (${code})` }
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  ELOOP: 'it is a link, and links are not followed',
  EACCES: 'it may not be read',
}
