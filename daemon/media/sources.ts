/**
 * What ffmpeg may be given to read, and how it is told so that nothing in a file or in its name can make it read
 * anything else: no protocol but plain files and pipes, one demuxer that is named, and none that opens further files.
 */
import type { Readable } from 'node:stream'

export type Source =
  /** A file somebody made. Its demuxer was found by `probe`. */
  | { readonly kind: 'file'; readonly path: string; readonly demuxer: string }
  /** Our own bytes, whose form the options state: a stream (one a job), or the path of a named pipe. */
  | { readonly kind: 'raw'; readonly from: Readable | string; readonly options: readonly string[] }
  /** Made by ffmpeg itself from a description of ours: `sine=frequency=440:duration=1`. */
  | { readonly kind: 'made'; readonly graph: string }
  /** A microphone: `alsa` and `default`, `pulse`, `avfoundation`. */
  | { readonly kind: 'device'; readonly format: string; readonly name: string }

/**
 * Demuxers that read one file and open no other. All that are lists of addresses are missing here (hls, concat, dash,
 * sdp, ...), and image2, which reads patterns of names.
 */
export const DEMUXERS: readonly string[] = [
  ...['aac', 'ac3', 'aiff', 'amr', 'ape', 'asf', 'au', 'avi', 'caf', 'eac3', 'flac', 'flv', 'gif'],
  ...['matroska', 'mov', 'mp3', 'mpeg', 'mpegts', 'ogg', 'opus', 'tta', 'w64', 'wav', 'wv'],
  ...['bmp_pipe', 'jpeg_pipe', 'png_pipe', 'tiff_pipe', 'webp_pipe'],
]

/** With the colon no name can be an option or a protocol; files of ours are given with their whole path. */
export const asFile = (path: string): string => `file:${path}`

/** `-f` and the two white-lists, for ffmpeg and ffprobe alike. */
export const guarded = (demuxer: string | undefined): readonly string[] => [
  ...['-protocol_whitelist', 'file', '-format_whitelist', DEMUXERS.join(',')],
  ...(demuxer === undefined ? [] : ['-f', demuxer]),
]

export function optionsOf(source: Source): readonly string[] {
  switch (source.kind) {
    case 'file':
      return guarded(source.demuxer)
    case 'raw':
      return ['-protocol_whitelist', 'file,pipe', ...source.options]
    case 'made':
      return ['-f', 'lavfi']
    case 'device':
      return ['-f', source.format]
    default:
      return unreachable(source)
  }
}

/** What stands after `-i`. */
export function nameOf(source: Source): Readable | string {
  switch (source.kind) {
    case 'file':
      return asFile(source.path)
    case 'raw':
      return typeof source.from === 'string' ? asFile(source.from) : source.from
    case 'made':
      return source.graph
    case 'device':
      return source.name
    default:
      return unreachable(source)
  }
}

const unreachable = (value: never): never => value
