/** A presenter, drawn simply: a bust that breathes and blinks, with a mouth that opens as loud as the speech is. */
import type { SKRSContext2D } from '@napi-rs/canvas'
import { CANVAS, type Figure } from './span.js'

export interface Moment {
  /** Milliseconds; makes it breathe and blink. */
  readonly at: number
  /** 0 … 1. */
  readonly loudness: number
}

const SKIN = ['#f3c9a6', '#e0a881'] as const
const HAIR = '#2a1f2e'
const BLAZER = ['#2f6f8f', '#1d4a66'] as const
const LIPS = '#a8433f'
/** Where the head is in a picture of the whole canvas, as the vendor's figures stand. */
const HEAD = { x: 540, y: 700 } as const

export function drawFigure(ctx: SKRSContext2D, figure: Figure, moment: Moment): void {
  const breath = Math.sin(moment.at / 1_300) * 4
  const sway = Math.sin(moment.at / 2_900) * 6 + moment.loudness * 5 * Math.sin(moment.at / 190)
  ctx.save()
  ctx.translate(figure.x, figure.y)
  ctx.scale(figure.scale, figure.scale)
  ctx.translate(HEAD.x, HEAD.y)
  drawBody(ctx, breath)
  ctx.translate(sway, breath - moment.loudness * 5)
  ctx.rotate(sway / 900)
  drawHead(ctx, moment)
  ctx.restore()
}

function drawBody(ctx: SKRSContext2D, breath: number): void {
  ellipse(ctx, HAIR, 0, 60, 205, 300)
  const cloth = ctx.createLinearGradient(-400, 300, 400, 900)
  cloth.addColorStop(0, BLAZER[0])
  cloth.addColorStop(1, BLAZER[1])
  ctx.fillStyle = cloth
  ctx.beginPath()
  ctx.moveTo(-90, 250 + breath)
  ctx.bezierCurveTo(-260, 290 + breath, -400, 330, -440, 560)
  ctx.lineTo(-480, CANVAS.height)
  ctx.lineTo(480, CANVAS.height)
  ctx.lineTo(440, 560)
  ctx.bezierCurveTo(400, 330, 260, 290 + breath, 90, 250 + breath)
  ctx.closePath()
  ctx.fill()
  polygon(ctx, '#f7f4ee', [-92, 250], [0, 560], [92, 250])
  polygon(ctx, '#163a50', [-92, 248], [-190, 300], [-120, 470], [0, 620], [-40, 480])
  polygon(ctx, '#163a50', [92, 248], [190, 300], [120, 470], [0, 620], [40, 480])
  polygon(ctx, SKIN[1], [-70, 130], [-74, 270], [0, 350], [74, 270], [70, 130])
}

function drawHead(ctx: SKRSContext2D, { at, loudness }: Moment): void {
  const skin = ctx.createRadialGradient(-50, -60, 40, 0, 0, 260)
  skin.addColorStop(0, SKIN[0])
  skin.addColorStop(1, SKIN[1])
  ellipse(ctx, SKIN[1], -158, 20, 26, 44)
  ellipse(ctx, SKIN[1], 158, 20, 26, 44)
  ellipse(ctx, skin, 0, 10, 158, 200)
  ctx.fillStyle = HAIR
  ctx.beginPath()
  ctx.moveTo(-172, 40)
  ctx.bezierCurveTo(-200, -290, 200, -300, 172, 40)
  ctx.bezierCurveTo(150, -90, 110, -130, 40, -138)
  ctx.bezierCurveTo(-40, -100, -140, -110, -172, 40)
  ctx.fill()
  const open = isBlinking(at) ? 0.12 : 1
  for (const side of [-1, 1]) {
    ellipse(ctx, '#fffdf8', 62 * side, -2, 30, 19 * open)
    ellipse(ctx, '#3d2a20', 62 * side, -2, 14, 16 * open)
    if (open === 1) ellipse(ctx, '#ffffff', 62 * side + 5, -8, 4, 4)
    stroke(ctx, HAIR, 9, [36 * side, -42 - loudness * 5], [62 * side, -54], [94 * side, -42])
    ellipse(ctx, 'rgba(214, 110, 96, 0.25)', 92 * side, 62, 34, 22)
  }
  stroke(ctx, '#c98e6b', 6, [-4, 10], [-16, 62], [10, 66])
  drawMouth(ctx, loudness)
}

function drawMouth(ctx: SKRSContext2D, loudness: number): void {
  const height = 5 + loudness * 38
  const width = 52 - loudness * 8
  if (loudness < 0.06) {
    stroke(ctx, LIPS, 9, [-width, 112], [0, 130], [width, 112])
    return
  }
  ellipse(ctx, LIPS, 0, 120, width + 6, height + 7)
  ellipse(ctx, '#4a1518', 0, 120, width - 4, height)
  ctx.save()
  ctx.beginPath()
  ctx.ellipse(0, 120, width - 4, height, 0, 0, 2 * Math.PI)
  ctx.clip()
  ctx.fillStyle = '#fffdf8'
  ctx.fillRect(-width, 120 - height, 2 * width, Math.min(14, height * 0.7))
  ctx.restore()
}

/** For an eighth of a second, every few. */
const isBlinking = (at: number) => at % 3_700 < 125 || (at + 1_900) % 6_100 < 110

type Point = readonly [number, number]
type Paint = SKRSContext2D['fillStyle']

function ellipse(ctx: SKRSContext2D, paint: Paint, x: number, y: number, rx: number, ry: number) {
  ctx.fillStyle = paint
  ctx.beginPath()
  ctx.ellipse(x, y, rx, Math.max(0.5, ry), 0, 0, 2 * Math.PI)
  ctx.fill()
}

function polygon(ctx: SKRSContext2D, paint: Paint, ...points: readonly Point[]): void {
  ctx.fillStyle = paint
  ctx.beginPath()
  for (const [x, y] of points) ctx.lineTo(x, y)
  ctx.closePath()
  ctx.fill()
}

function stroke(
  ctx: SKRSContext2D,
  paint: Paint,
  width: number,
  from: Point,
  via: Point,
  to: Point,
) {
  ctx.strokeStyle = paint
  ctx.lineWidth = width
  ctx.lineCap = 'round'
  ctx.beginPath()
  ctx.moveTo(...from)
  ctx.quadraticCurveTo(...via, ...to)
  ctx.stroke()
}
