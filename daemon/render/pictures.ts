/** Pictures by their address: from the file behind it where there is one, else a box with its name on it. */
import { createCanvas, type Image, type SKRSContext2D } from '@napi-rs/canvas'
import type { Films } from './films.js'
import { font, linesOf } from './letters.js'
import { openRecent } from './recent.js'
import { CANVAS, type Placed } from './span.js'

export interface Pictures {
  /** Before the first frame it is seen in. */
  readonly fetch: (placed: readonly Placed[]) => Promise<void>
  /** Other than before, it must be drawn anew. undefined: a box is in its place, for now or for good. */
  readonly stateOf: (placed: Placed) => string | number | undefined
  readonly draw: (ctx: SKRSContext2D, placed: Placed) => void
}

/** Of all that are kept: with four bytes each some hundred megabytes. */
const PIXELS_KEPT_MAX = 100_000_000
/** With those that are not there: a channel goes on for weeks, and each of its addresses may be another. */
const KEPT_MAX = 1_000

export interface PicturesWish {
  /** Where the file behind an address is, if it is on this machine. */
  readonly fileOf: (url: string) => string | undefined
  readonly films: Pick<Films, 'serialOf' | 'draw'>
  /** What is drawn of a file, or why nothing is. */
  readonly imageIn: (path: string) => Promise<Image | string>
  /** A box is in the place of a file that is there. */
  readonly onUnseen?: ((url: string, says: string) => void) | undefined
}

export function openPictures({ fileOf, films, imageIn, onUnseen }: PicturesWish): Pictures {
  /** undefined: there is none. */
  const known = openRecent<Image | undefined>({ entries: KEPT_MAX, size: PIXELS_KEPT_MAX })
  const imageOf = ({ kind, url }: Placed) => (kind === 'image' ? known.peek(url) : undefined)
  const stateOf = (placed: Placed) =>
    placed.kind === 'video' ? films.serialOf(placed) : imageOf(placed) && 'there'
  const look = async (url: string) => {
    const file = fileOf(url)
    const found = file === undefined ? undefined : await imageIn(file)
    if (typeof found === 'string') onUnseen?.(url, found)
    const image = typeof found === 'string' ? undefined : found
    known.put(url, image, image ? image.width * image.height : 0)
  }
  return {
    async fetch(placed) {
      const wanted = new Set(placed.filter(({ kind }) => kind === 'image').map(({ url }) => url))
      for (const url of wanted) if (!known.use(url)) await look(url)
      known.forget(wanted.size)
    },
    stateOf,
    draw(ctx, placed) {
      const image = imageOf(placed)
      if (image) drawFilling(ctx, image, placed.box)
      else if (stateOf(placed) !== undefined) films.draw(ctx, placed)
      else if (isBackground(placed)) drawStudio(ctx, placed)
      else drawLabelled(ctx, placed)
    },
  }
}

/** The short side fills, the long side is cropped on both ends: as the platform does it. */
function drawFilling(ctx: SKRSContext2D, image: Image, [x, y, w, h]: Placed['box']): void {
  const scale = Math.max(w / image.width, h / image.height)
  const [sw, sh] = [w / scale, h / scale]
  ctx.drawImage(image, (image.width - sw) / 2, (image.height - sh) / 2, sw, sh, x, y, w, h)
}

const isBackground = ({ box: [, , w, h] }: Placed) => w >= CANVAS.width && h >= CANVAS.height

/** Not to be had, and as large as the stage: a studio in its own colour. */
function drawStudio(ctx: SKRSContext2D, { url, box: [x, y, w, h] }: Placed): void {
  // Between green and violet, which any skin stands out from.
  const hue = 180 + hueOf(url) / 4
  const wall = ctx.createLinearGradient(x, y, x, y + h)
  wall.addColorStop(0, `hsl(${hue}, 32%, 26%)`)
  wall.addColorStop(0.62, `hsl(${hue}, 34%, 44%)`)
  wall.addColorStop(0.63, `hsl(${hue}, 30%, 22%)`)
  wall.addColorStop(1, `hsl(${hue}, 30%, 14%)`)
  ctx.fillStyle = wall
  ctx.fillRect(x, y, w, h)
  const light = ctx.createRadialGradient(x + w / 2, y + h * 0.36, 60, x + w / 2, y + h * 0.36, w)
  light.addColorStop(0, 'rgba(255, 255, 255, 0.28)')
  light.addColorStop(1, 'rgba(255, 255, 255, 0)')
  ctx.fillStyle = light
  ctx.fillRect(x, y, w, h)
  ctx.fillStyle = 'rgba(255, 255, 255, 0.05)'
  for (let panel = 0; panel < 6; panel += 2) ctx.fillRect(x + (panel * w) / 6, y, w / 6, h * 0.62)
}

/** Its colour is its own, so that one can be told from the other. */
export const placeholderColour = (url: string) => `hsl(${hueOf(url)}, 45%, 52%)`

function drawLabelled(ctx: SKRSContext2D, { url, box: [x, y, w, h] }: Placed): void {
  ctx.save()
  ctx.fillStyle = placeholderColour(url)
  ctx.fillRect(x, y, w, h)
  ctx.strokeStyle = 'rgba(255, 255, 255, 0.85)'
  ctx.lineWidth = 6
  ctx.setLineDash([22, 14])
  ctx.strokeRect(x + 8, y + 8, w - 16, h - 16)
  const size = Math.max(18, Math.min(52, h / 3, w / 7))
  ctx.font = font(size, 'bold')
  ctx.fillStyle = '#ffffff'
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.beginPath()
  ctx.rect(x, y, w, h)
  ctx.clip()
  const lines = linesOf(ctx, nameOf(url), w - 40, Math.max(1, Math.floor((h - 24) / (size * 1.2))))
  lines.forEach((line, index) => {
    ctx.fillText(line, x + w / 2, y + h / 2 + (index - (lines.length - 1) / 2) * size * 1.2)
  })
  ctx.restore()
}

/** `sponsor.png`, without the rest of its address. */
function nameOf(url: string): string {
  const last = url.split(/[?#]/)[0]?.split('/').at(-1) ?? url
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

function hueOf(url: string): number {
  let hash = 7
  for (const sign of url) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) % 360
  return hash
}

/** A layer of the canvas's own size, kept while nothing on it changes. */
export const layer = (scale: number) =>
  createCanvas(Math.round(CANVAS.width * scale), Math.round(CANVAS.height * scale))
