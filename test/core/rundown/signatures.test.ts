import { expect, test } from 'vitest'
import { FILMS, IMAGES, SOUNDS } from '../../../daemon/core/rundown/signatures.js'

const HEADS: Readonly<Record<string, readonly number[]>> = {
  '.wav': [...Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
  '.mp3': [0xff, 0xfb, 0x90, 0x64],
  '.flac': [...Buffer.from('fLaC')],
  '.m4a': [0, 0, 0, 0x20, ...Buffer.from('ftypM4A ')],
  '.aac': [0xff, 0xf1, 0x50, 0x80],
  '.ogg': [...Buffer.from('OggS')],
  '.opus': [...Buffer.from('OggS')],
  '.png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  '.jpg': [0xff, 0xd8, 0xff, 0xe0],
  '.jpeg': [0xff, 0xd8, 0xff, 0xe1],
  '.mp4': [0, 0, 0, 0x18, ...Buffer.from('ftypisom')],
  '.mov': [0, 0, 0, 0x08, ...Buffer.from('wide')],
  '.mkv': [0x1a, 0x45, 0xdf, 0xa3],
  '.webm': [0x1a, 0x45, 0xdf, 0xa3],
}
const ALL = [...SOUNDS, ...IMAGES, ...FILMS]

test.each(ALL)('a $ending begins like one, and nothing else does', ({ ending, fits }) => {
  expect(fits(Uint8Array.from(HEADS[ending] ?? []))).toBe(true)
  for (const other of ['', '<!doctype html>', 'hello', '\0\0\0\0\0\0\0\0\0\0\0\0']) {
    expect(fits(Uint8Array.from(Buffer.from(other)))).toBe(false)
  }
})

test('a sound with a tag at its beginning is a sound', () => {
  const [, mp3] = SOUNDS
  expect(mp3?.fits(Uint8Array.from(Buffer.from('ID3')))).toBe(true)
})

test('bare AAC is not taken for an mp3: its layer says which it is', () => {
  const [, mp3] = SOUNDS
  expect(mp3?.fits(Uint8Array.from(HEADS['.aac'] ?? []))).toBe(false)
})
