/** Frames with their sound, of a film or of what is live: what is on stage at a moment, drawn and heard. */
import { type Caption, captionsOf } from '../core/captions.js'
import type { Films } from './films.js'
import type { Painter } from './painter.js'
import type { Pictures } from './pictures.js'
import { loudnessOf, samplesIn } from './sound.js'
import type { Span, Speech } from './span.js'
import type { Voice } from './voice.js'

export interface Reel {
  /** Pictures and voice of a span; until they are there it is silent, and its pictures are boxes. */
  readonly prepare: (span: Span) => Promise<void>
  /** What is heard from `at` on, so many milliseconds of it. */
  readonly heard: (spans: readonly Span[], at: number, lasts: number) => Int16Array
  /** Films to where they are at `at`; false: one of them is not there yet. */
  readonly goTo: (spans: readonly Span[], at: number) => boolean
  /** Resolves when it is worth asking again. */
  readonly more: () => Promise<void>
  /** RGBA; valid until it is asked again. `sound`: the mouth moves with it. */
  readonly seen: (spans: readonly Span[], at: number, sound: Int16Array) => Buffer
}

export interface ReelParts {
  readonly painter: Painter
  readonly pictures: Pictures
  readonly films: Films
  readonly voice: Voice
  readonly title: string
  /** The wall clock in the corner. */
  readonly clock: (at: number) => string
  /** What the picture says is not seen. */
  readonly missing?: () => readonly string[]
}

export function openReel(parts: ReelParts): Reel {
  const { painter, pictures, films, voice, title, clock, missing } = parts
  const sounds = new WeakMap<Span, Int16Array>()
  const captions = new WeakMap<Span, readonly Caption[]>()
  return {
    async prepare(span) {
      captions.set(span, span.speech ? captionsFor(span.speech) : [])
      const { speech } = span
      const placed = [...span.backgrounds, ...span.foregrounds]
      films.prepare(placed, span.at)
      // The voice does not wait for a large picture.
      await Promise.all([
        pictures.fetch(placed),
        speech && voice.of(speech).then((made) => sounds.set(span, made)),
      ])
    },
    heard(spans, at, lasts) {
      const sound = new Int16Array(samplesIn(lasts))
      spans.forEach((span, index) => {
        const until = Math.min(at + lasts, spans[index + 1]?.at ?? Number.POSITIVE_INFINITY)
        const from = Math.max(at, span.at)
        const samples = sounds.get(span)
        if (span.speech && samples && from < until)
          mix(sound, samples, span, from - at, until - at, at)
      })
      return sound
    },
    goTo(spans, at) {
      const now = lastBefore(spans, at)?.at ?? at
      // Those of what comes next are being prepared already.
      const near = spans.filter((span) => span.at >= now)
      return films.goTo(
        near.flatMap(({ backgrounds, foregrounds }) => [...backgrounds, ...foregrounds]),
        at,
      )
    },
    more: films.more,
    seen(spans, at, sound) {
      const span = lastBefore(spans, at)
      if (!span) throw new Error('nothing was ever on stage')
      const into = placeIn(span, at)
      const caption = captions.get(span)?.find(({ from, until }) => from <= into && into < until)
      const loudness = loudnessOf(sound)
      return painter.paint({
        span,
        at,
        loudness,
        caption,
        clock: clock(at),
        title,
        missing: missing?.(),
      })
    },
  }
}

const captionsFor = ({ text, language, length }: Speech): readonly Caption[] =>
  text === undefined ? [] : captionsOf({ text, language, from: 0, until: length })

const lastBefore = (spans: readonly Span[], at: number) =>
  spans.findLast((span) => span.at <= at) ?? spans[0]

/** Milliseconds into the speech. */
function placeIn({ at: since, speech }: Span, at: number): number {
  if (!speech) return 0
  const place = at - since + speech.into
  return speech.loops ? place % speech.length : place
}

function mix(
  into: Int16Array,
  samples: Int16Array,
  span: Span,
  from: number,
  until: number,
  at: number,
): void {
  const first = samplesIn(from)
  const last = Math.min(into.length, samplesIn(until))
  const begin = samplesIn(at + from - span.at + (span.speech?.into ?? 0))
  for (let place = first; place < last; place++) {
    const n = begin + place - first
    into[place] = (span.speech?.loops ? samples[n % samples.length] : samples[n]) ?? 0
  }
}
