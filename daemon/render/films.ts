/** The films that are on stage, each at the frame it has come to. A film begins when it is placed, whoever looks. */
import { type Canvas, createCanvas, ImageData, type SKRSContext2D } from '@napi-rs/canvas'
import type { Tools } from '../media/tools.js'
import { type Decoder, openDecoder } from './decoder.js'
import type { Placed } from './span.js'

export interface Films extends Disposable {
  /** Begins to decode, so that the first frame is there in time. */
  readonly prepare: (placed: readonly Placed[], at: number) => void
  /** Only these are still wanted; to where they are at `at`. False: one of them is not there yet. */
  readonly goTo: (placed: readonly Placed[], at: number) => boolean
  /** After `goTo` said no: resolves when it is worth asking again. */
  readonly more: () => Promise<void>
  /** Changes with the frame; undefined: there is nothing to be seen of it. */
  readonly serialOf: (placed: Placed) => number | undefined
  readonly draw: (ctx: SKRSContext2D, placed: Placed) => void
}

export interface FilmsWish {
  readonly fileOf: (url: string) => string | undefined
  readonly framesPerSecond: number
  /** Of the canvas. */
  readonly scale: number
  readonly nice: number
  /** A box is in the place of a film whose file is there, or it ends too early; said once of each. */
  readonly onUnseen?: ((url: string, says: string) => void) | undefined
}

/** Decoded at a time; one more is a box with its name on it. */
const FILMS_MAX = 4
/** What appears later than that is not begun yet, and keeps no other from being seen. */
const AHEAD_MS = 3_000

const MANY = `more than ${FILMS_MAX} films are on stage at a time`

export function openFilms(tools: Tools, wish: FilmsWish): Films {
  const { fileOf, framesPerSecond, scale, nice, onUnseen } = wish
  const running = new Map<string, { readonly placed: Placed; readonly film: Film }>()
  /** One that is not there yet. Those that are would answer at once, and whoever waits would ask without rest. */
  let behind: Film | undefined
  /** Whoever drew may be in the middle of a frame when it is left: nothing is begun for that one. */
  let isLeft = false
  const told = new Set<string>()
  const tell = (url: string, says: string | undefined) => {
    if (says === undefined || told.has(url)) return
    told.add(url)
    onUnseen?.(url, says)
  }
  const open = (placed: Placed, path: string) => {
    const [, , w, h] = placed.box
    const [width, height] = [atLeastTwo(w * scale), atLeastTwo(h * scale)]
    const { loops } = placed
    const decoder = openDecoder(tools, { path, width, height, framesPerSecond, loops, nice })
    running.set(keyOf(placed), { placed, film: { decoder, canvas: createCanvas(width, height) } })
  }
  /** Answers those for which there is no room. */
  const prepare = (placed: readonly Placed[], at: number): readonly Placed[] =>
    placed.filter((one) => {
      const isDue = isFilm(one) && one.from < at + AHEAD_MS && at < endOf(one)
      const path = fileOf(one.url)
      if (isLeft || !isDue || running.has(keyOf(one)) || path === undefined) return false
      if (running.size >= FILMS_MAX) return true
      open(one, path)
      return false
    })
  return {
    prepare,
    goTo(placed, at) {
      const wanted = new Set(placed.filter((one) => isFilm(one) && at < endOf(one)).map(keyOf))
      for (const [key, { film }] of running) {
        if (wanted.has(key)) continue
        film.decoder[Symbol.dispose]()
        running.delete(key)
      }
      for (const { url, from } of prepare(placed, at)) if (from <= at) tell(url, MANY)
      behind = undefined
      for (const { placed: one, film } of running.values()) {
        // A hair is added: the pace may be no whole number of milliseconds.
        const want = Math.floor(((at - one.from) * framesPerSecond) / 1_000 + 1e-6)
        if (want >= 0 && !film.decoder.goTo(want)) behind = film
        tell(one.url, film.decoder.trouble())
      }
      return behind === undefined
    },
    more: async () => behind?.decoder.more(),
    serialOf: (placed) => running.get(keyOf(placed))?.film.decoder.frame()?.serial,
    draw(ctx, placed) {
      const film = running.get(keyOf(placed))?.film
      const [x, y, w, h] = placed.box
      if (film) ctx.drawImage(canvasOf(film), x, y, w, h)
    },
    [Symbol.dispose]() {
      isLeft = true
      for (const { film } of running.values()) film.decoder[Symbol.dispose]()
      running.clear()
    },
  }
}

interface Film {
  readonly decoder: Decoder
  readonly canvas: Canvas
}

function canvasOf({ decoder, canvas }: Film): Film['canvas'] {
  const frame = decoder.frame()
  if (frame) {
    const { buffer, byteOffset, length } = frame.pixels
    const pixels = new Uint8ClampedArray(buffer, byteOffset, length)
    canvas.getContext('2d').putImageData(new ImageData(pixels, canvas.width, canvas.height), 0, 0)
  }
  return canvas
}

const endOf = ({ until }: Placed) => until ?? Number.POSITIVE_INFINITY

const isFilm = ({ kind }: Placed) => kind === 'video'

/** The same film placed anew begins anew. */
const keyOf = ({ url, box, from, loops }: Placed) => `${url} ${box} ${from} ${loops}`

const atLeastTwo = (pixels: number) => Math.max(2, Math.round(pixels))
