/**
 * Captions: what was said, cut into pieces the length of a sentence, each with its share of the time the speech took.
 * Written as WebVTT, or drawn over the picture.
 */
import { speechLength, withoutMarks } from './compile/speech-length.js'

export interface Caption {
  /** Milliseconds from wherever the speech's own times are counted. */
  readonly from: number
  readonly until: number
  readonly text: string
}

export interface Said {
  readonly text: string
  readonly language: string
  readonly from: number
  readonly until: number
}

/** Two lines of what a phone shows; wide signs count twice. */
const PIECE_WIDTH_MAX = 76
/** A piece shorter than this is joined to its neighbour: nobody can read it. */
const PIECE_WIDTH_MIN = 14
const WIDE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303f\uff00-\uff60]/u

export function captionsOf({ text, language, from, until }: Said): readonly Caption[] {
  const pieces = piecesOf(text)
  const weights = pieces.map((piece) => weightOf(piece, language))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let passed = 0
  return pieces.map((piece, index) => {
    const begins = from + Math.round(((until - from) * passed) / total)
    passed += weights[index] ?? 0
    return {
      from: begins,
      until: from + Math.round(((until - from) * passed) / total),
      text: piece,
    }
  })
}

/** The text without marks, in pieces to be read one after the other. */
export function piecesOf(text: string): readonly string[] {
  const plain = (/<\/?[a-z][^<>]*>/i.test(text) ? withoutMarks(text) : text)
    .replaceAll(/\s+/g, ' ')
    .trim()
  const sentences = split(
    plain,
    /(?<=[.!?\u2026]["'\u201d\u2019)]*)\s+|(?<=[。！？…]["'”’）】」』]*)(?!["'”’）】」』。！？…])/u,
  )
  return joined(sentences.flatMap((sentence) => shorter(sentence)))
}

const split = (text: string, at: RegExp) =>
  text
    .split(at)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')

/** Too long for the screen: in halves, where a comma or at least a blank is nearest to the middle. */
function shorter(sentence: string): readonly string[] {
  if (widthOf(sentence) <= PIECE_WIDTH_MAX) return [sentence]
  const at = breakNear(sentence, /[,;:\u2013\u2014]\s|[，；：、]/gu) ?? breakNear(sentence, /\s/gu)
  const cut = at ?? half(sentence)
  const [one, other] = [sentence.slice(0, cut).trim(), sentence.slice(cut).trim()]
  return one === '' || other === '' ? [sentence] : [...shorter(one), ...shorter(other)]
}

/** Behind the match that divides best; none if all lie at the edges. */
function breakNear(text: string, at: RegExp): number | undefined {
  let best: number | undefined
  for (const { 0: match, index } of text.matchAll(at)) {
    const place = index + match.length
    const isInside = place > text.length * 0.2 && place < text.length * 0.8
    if (isInside && Math.abs(place - text.length / 2) < Math.abs((best ?? 0) - text.length / 2))
      best = place
  }
  return best
}

/** Between two signs, never within one. */
function half(text: string): number {
  const signs = [...text]
  return signs.slice(0, Math.ceil(signs.length / 2)).join('').length
}

function joined(pieces: readonly string[]): readonly string[] {
  const kept: string[] = []
  for (const piece of pieces) {
    const before = kept.at(-1)
    const isShort =
      before !== undefined && Math.min(widthOf(before), widthOf(piece)) < PIECE_WIDTH_MIN
    const both =
      before === undefined ? piece : `${before}${WIDE.test(before.slice(-1)) ? '' : ' '}${piece}`
    if (isShort && widthOf(both) <= PIECE_WIDTH_MAX) kept[kept.length - 1] = both
    else kept.push(piece)
  }
  return kept
}

export const widthOf = (text: string): number =>
  [...text].reduce((width, sign) => width + (WIDE.test(sign) ? 2 : 1), 0)

function weightOf(piece: string, language: string): number {
  const length = speechLength(piece, { language, speed: 1 })
  return Math.max(1, length === 'unknown' ? widthOf(piece) : length.expected)
}

/** `notes` stand at the head, for people. */
export function webVtt(captions: readonly Caption[], notes: readonly string[] = []): string {
  const head = ['WEBVTT', ...notes.map((note) => `NOTE ${escaped(note)}`)]
  const cues = captions.map(
    ({ from, until, text }, index) =>
      `${index + 1}\n${time(from)} --> ${time(until)}\n${escaped(text)}`,
  )
  return `${[...head, ...cues].join('\n\n')}\n`
}

/** In a cue `<` opens a mark and `-->` a time. */
const escaped = (text: string) =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

function time(ms: number): string {
  const whole = Math.max(0, Math.round(ms))
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  const [hours, minutes, seconds] = [whole / 3_600_000, (whole / 60_000) % 60, (whole / 1_000) % 60]
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(whole % 1_000).padStart(3, '0')}`
}
