/** Frames: the stage of a span at a moment, drawn small. What stands still is drawn once. */
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas'
import type { Caption } from '../core/captions.js'
import { drawFigure } from './figure.js'
import { font, linesOf } from './letters.js'
import { layer, type Pictures } from './pictures.js'
import { CANVAS, type Placed, type Span } from './span.js'

export interface Painter {
  readonly width: number
  readonly height: number
  /** RGBA, a line after the other; valid until the next call. */
  readonly paint: (scene: Scene) => Buffer
}

export interface Scene {
  readonly span: Span
  readonly at: number
  readonly loudness: number
  readonly caption: Caption | undefined
  /** Wall clock of the show, for the corner. */
  readonly clock: string
  readonly title: string
  /** What should be seen and is not, and why. */
  readonly missing?: readonly string[] | undefined
}

interface Kept {
  readonly canvas: Canvas
  key: string
}

export function openPainter(scale: number, pictures: Pictures): Painter {
  const frame = layer(scale)
  const behind: Kept = { canvas: layer(scale), key: '' }
  const before: Kept = { canvas: layer(scale), key: '' }
  const ctx = frame.getContext('2d')

  const kept = (on: Kept, key: string, draw: (ctx: SKRSContext2D) => void): Canvas => {
    if (on.key === key) return on.canvas
    const inner = on.canvas.getContext('2d')
    inner.setTransform(1, 0, 0, 1, 0, 0)
    inner.clearRect(0, 0, on.canvas.width, on.canvas.height)
    inner.setTransform(scale, 0, 0, scale, 0, 0)
    draw(inner)
    on.key = key
    return on.canvas
  }

  return {
    width: frame.width,
    height: frame.height,
    paint(scene) {
      const { span, at } = scene
      const backgrounds = shownAt(span.backgrounds, at)
      const foregrounds = shownAt(span.foregrounds, at)
      ctx.setTransform(1, 0, 0, 1, 0, 0)
      const stage = kept(behind, keyOf(pictures, backgrounds, span.slate ?? ''), (inner) => {
        drawEmpty(inner)
        for (const one of backgrounds) pictures.draw(inner, one)
        if (span.slate !== undefined) drawSlate(inner, span.slate)
      })
      ctx.drawImage(stage, 0, 0)
      ctx.setTransform(scale, 0, 0, scale, 0, 0)
      if (span.presenter) drawFigure(ctx, span.presenter, scene)
      ctx.setTransform(1, 0, 0, 1, 0, 0)
      const words = scene.caption?.text ?? ''
      const missing = scene.missing?.join('\n') ?? ''
      const front = kept(
        before,
        keyOf(pictures, foregrounds, `${words}|${scene.clock}|${missing}`),
        (inner) => {
          for (const one of foregrounds) pictures.draw(inner, one)
          if (words !== '') drawCaption(inner, words)
          drawCorner(inner, scene)
          if (missing !== '') drawMissing(inner, missing)
        },
      )
      ctx.drawImage(front, 0, 0)
      return frame.data()
    },
  }
}

export const shownAt = (placed: readonly Placed[], at: number): readonly Placed[] =>
  placed.filter(({ from, until }) => from <= at && at < (until ?? Number.POSITIVE_INFINITY))

/** A picture that comes while its box is shown takes its place, and a film goes on. */
const keyOf = (pictures: Pictures, placed: readonly Placed[], more: string) =>
  `${placed.map((one) => `${pictures.stateOf(one)} ${one.url} ${one.box}`).join('|')}||${more}`

function drawEmpty(ctx: SKRSContext2D): void {
  const wall = ctx.createLinearGradient(0, 0, 0, CANVAS.height)
  wall.addColorStop(0, '#1c2733')
  wall.addColorStop(1, '#0e141b')
  ctx.fillStyle = wall
  ctx.fillRect(0, 0, CANVAS.width, CANVAS.height)
}

function drawSlate(ctx: SKRSContext2D, words: string): void {
  ctx.fillStyle = '#8fa3b5'
  ctx.font = font(64, 'bold')
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  linesOf(ctx, words, 900, 3).forEach((line, index) => {
    ctx.fillText(line, CANVAS.width / 2, CANVAS.height / 2 + index * 84)
  })
}

const CAPTION = { size: 50, line: 68, width: 940, bottom: 1_850, pad: 26 } as const

function drawCaption(ctx: SKRSContext2D, words: string): void {
  ctx.font = font(CAPTION.size, 'bold')
  const lines = balanced(ctx, words)
  const widest = Math.max(...lines.map((line) => ctx.measureText(line).width))
  const height = lines.length * CAPTION.line + 2 * CAPTION.pad
  const top = CAPTION.bottom - height
  ctx.fillStyle = 'rgba(8, 12, 18, 0.72)'
  ctx.beginPath()
  const width = widest + 2 * CAPTION.pad + 20
  ctx.roundRect((CANVAS.width - width) / 2, top, width, height, 22)
  ctx.fill()
  ctx.fillStyle = '#ffffff'
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  lines.forEach((line, index) => {
    ctx.fillText(line, CANVAS.width / 2, top + CAPTION.pad + (index + 0.5) * CAPTION.line)
  })
}

/** As few lines as fit, and those as even as can be: no word alone on the last. */
function balanced(ctx: SKRSContext2D, words: string): readonly string[] {
  let lines = linesOf(ctx, words, CAPTION.width, 3)
  for (let width = CAPTION.width - 40; width > CAPTION.width / 3; width -= 40) {
    const narrower = linesOf(ctx, words, width, 4)
    if (narrower.length > lines.length) break
    lines = narrower
  }
  return lines
}

/** Whoever sees it must not take it for the real thing. */
function drawCorner(ctx: SKRSContext2D, { clock, title }: Scene): void {
  ctx.font = font(26)
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  const words = `${title}   ${clock}`
  const width = ctx.measureText(words).width + 32
  ctx.fillStyle = 'rgba(8, 12, 18, 0.6)'
  ctx.fillRect(0, CANVAS.height - 44, width, 44)
  ctx.fillStyle = '#d7e2ec'
  ctx.fillText(words, 16, CANVAS.height - 22)
}

/** Above everything: no viewer takes it for a fault of the screen. */
function drawMissing(ctx: SKRSContext2D, words: string): void {
  ctx.font = font(MISSING.size)
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  const lines = words
    .split('\n')
    .flatMap((one) => linesOf(ctx, one, CANVAS.width - 32, 3))
    .slice(0, MISSING.lines)
  ctx.fillStyle = 'rgba(122, 46, 8, 0.85)'
  ctx.fillRect(0, 0, CANVAS.width, lines.length * MISSING.line + 16)
  ctx.fillStyle = '#ffffff'
  lines.forEach((line, index) => {
    ctx.fillText(line, 16, 8 + (index + 0.5) * MISSING.line)
  })
}

const MISSING = { size: 30, line: 42, lines: 8 } as const
