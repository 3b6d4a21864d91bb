/**
 * What the first bytes of a file say it is. Enough to catch a page that was saved as a picture, not
 * enough to play it: that is ffmpeg's to say.
 */

export interface MediaType {
  readonly ending: string
  readonly fits: (head: Uint8Array) => boolean
}

const says = (head: Uint8Array, at: number, text: string) =>
  text === String.fromCharCode(...head.subarray(at, at + text.length))
const bytes = (head: Uint8Array, ...wanted: readonly number[]) =>
  wanted.every((byte, at) => head[at] === byte)

/** Sync word of MPEG audio frames: eleven bits, then the layer, 00 in an ADTS header only. */
const isFrame = (head: Uint8Array) =>
  head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0 && ((head[1] ?? 0) & 0x06) !== 0
const isAdts = (head: Uint8Array) => head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0
/** ISO base media: a box of some length, then its name. Old QuickTime films begin with another one. */
const isBoxed = (head: Uint8Array) =>
  ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].some((name) => says(head, 4, name))
const isOgg = (head: Uint8Array) => says(head, 0, 'OggS')
const isMatroska = (head: Uint8Array) => bytes(head, 0x1a, 0x45, 0xdf, 0xa3)
const isJpeg = (head: Uint8Array) => bytes(head, 0xff, 0xd8, 0xff)

export const SOUNDS: readonly MediaType[] = [
  { ending: '.wav', fits: (head) => says(head, 0, 'RIFF') && says(head, 8, 'WAVE') },
  { ending: '.mp3', fits: (head) => says(head, 0, 'ID3') || isFrame(head) },
  { ending: '.flac', fits: (head) => says(head, 0, 'fLaC') },
  { ending: '.m4a', fits: isBoxed },
  { ending: '.aac', fits: (head) => isAdts(head) || says(head, 0, 'ADIF') || says(head, 0, 'ID3') },
  { ending: '.ogg', fits: isOgg },
  { ending: '.opus', fits: isOgg },
]

export const IMAGES: readonly MediaType[] = [
  { ending: '.png', fits: (head) => bytes(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { ending: '.jpg', fits: isJpeg },
  { ending: '.jpeg', fits: isJpeg },
]

export const FILMS: readonly MediaType[] = [
  { ending: '.mp4', fits: isBoxed },
  { ending: '.mov', fits: isBoxed },
  { ending: '.mkv', fits: isMatroska },
  { ending: '.webm', fits: isMatroska },
]
