/**
 * What is on stage, and from when: the renderer's whole input. A span lasts until the next one begins. Times are
 * instants, boxes lie on the 1080 × 1920 canvas.
 */
import type { Instant } from '../core/time.js'

export interface Span {
  readonly at: Instant
  readonly backgrounds: readonly Placed[]
  readonly foregrounds: readonly Placed[]
  readonly presenter: Figure | undefined
  readonly speech: Speech | undefined
  /** Nothing is on air: words for the slate. */
  readonly slate: string | undefined
}

export interface Placed {
  readonly url: string
  readonly kind: 'image' | 'video'
  readonly box: readonly [number, number, number, number]
  readonly from: Instant
  /** undefined: as long as the span. */
  readonly until: Instant | undefined
  /** A film begins anew when it is over; else its last frame stays. */
  readonly loops: boolean
}

export interface Figure {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly scale: number
}

export interface Speech {
  readonly text: string | undefined
  /** One after the other, where there is no text. */
  readonly sounds: readonly Sound[]
  readonly language: string
  /** Milliseconds it takes. */
  readonly length: number
  /** So much of it has been heard when the span begins. */
  readonly into: number
  /** It begins anew when it is over: the script under everything else. */
  readonly loops: boolean
}

export interface Sound {
  readonly url: string
  /** Milliseconds. */
  readonly length: number
}

export const CANVAS = { width: 1080, height: 1920 } as const
