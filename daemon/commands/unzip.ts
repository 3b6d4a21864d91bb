/**
 * A zip archive → its files, within limits that the archive cannot lie about: what inflates to more
 * than it says is refused while it inflates. Only what the directory at its end lists counts.
 */
import { inflateRawSync } from 'node:zlib'

const FILES_MAX = 1_000
const BYTES_MAX = 60_000_000

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_SIZE = 22
const ENTRY_SIZE = 46
const LOCAL_SIZE = 30
const COMMENT_MAX = 65_535
const STORED = 0
const DEFLATED = 8

/** The files that are wanted, by name; undefined: this is no archive, or too large a one. */
export function unzipped(
  bytes: Buffer,
  isWanted: (name: string) => boolean,
): Record<string, Uint8Array> | undefined {
  try {
    const files: Record<string, Uint8Array> = Object.create(null)
    let room = BYTES_MAX
    for (const { name, method, at, size } of entries(bytes)) {
      if (!isWanted(name)) continue
      const from = at + LOCAL_SIZE + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
      if (bytes.readUInt32LE(at) !== LOCAL || from + size > bytes.length) return undefined
      const packed = bytes.subarray(from, from + size)
      if (method !== STORED && method !== DEFLATED) return undefined
      const file = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: room })
      room -= file.length
      if (room <= 0) return undefined
      files[name] = file
    }
    return files
  } catch {
    return undefined
  }
}

function* entries(bytes: Buffer) {
  const end = endOf(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count > FILES_MAX) throw new Error(`${count} files`)
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new Error('no entry')
    const nameSize = bytes.readUInt16LE(at + 28)
    const rest = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    yield {
      name: bytes.toString('utf8', at + ENTRY_SIZE, at + ENTRY_SIZE + nameSize),
      method: bytes.readUInt16LE(at + 10),
      size: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    }
    at += ENTRY_SIZE + nameSize + rest
  }
}

function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_SIZE - COMMENT_MAX)
  for (let at = bytes.length - END_SIZE; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at
  }
  throw new Error('no end')
}
