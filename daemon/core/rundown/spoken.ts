/** Every text of a rundown that is spoken, with its place: script, cues with their variants, ad-libs, answers. */
import { pointer, valueAt } from './pointer.js'
import type { Adlib, Cue, Rundown, Speech } from './rundown.js'

/** What is spoken or played at one place. */
export interface PlacedSpeech {
  readonly speech: Speech
  readonly place: string
  readonly variants: readonly string[]
  /** Should it be missing, its alternative airs. */
  readonly hasAlternative?: true
}

export interface SpokenText {
  readonly text: string
  readonly ssml: boolean
  readonly place: string
}

export const speeches = (rundown: Rundown): readonly PlacedSpeech[] => [
  { speech: rundown.script, place: '/script', variants: [] },
  ...rundown.segments.flatMap(({ cues }, i) =>
    cues.flatMap((cue, j) => withAlternative(cue, `/segments/${i}/cues/${j}`, cue.variants)),
  ),
  ...rundown.adlibs.flatMap((adlib, i) => withAlternative(adlib, pointer('adlibs', i), [])),
  ...(rundown.disclosure
    ? [{ speech: { ...rundown.disclosure, audio: [] }, place: '/disclosure', variants: [] }]
    : []),
]

const withAlternative = (
  item: Cue | Adlib,
  place: string,
  variants: readonly string[],
): readonly PlacedSpeech[] => {
  const own = { speech: item, place, variants }
  const { alternative } = item
  return alternative
    ? [
        { ...own, hasAlternative: true },
        { speech: alternative, place: `${place}/alternative`, variants: [] },
      ]
    : [own]
}

/** What is answered, and what it is asked by; as written a single question is no list. */
export const textsOfQuestions = (
  { questions }: Rundown,
  written: unknown,
): readonly Omit<SpokenText, 'ssml'>[] => {
  const { faq = [], otherwise } = questions ?? {}
  const prepared = faq.flatMap(({ q, a }, i) => {
    const place = pointer('questions', 'faq', i)
    const isList = Array.isArray(valueAt(written, `${place}/q`))
    const asked = q.map((text, j) => ({ text, place: `${place}/q${isList ? pointer(j) : ''}` }))
    return [...asked, { text: a, place: `${place}/a` }]
  })
  return otherwise === undefined
    ? prepared
    : [...prepared, { text: otherwise, place: '/questions/otherwise' }]
}

export const textsIn = ({ speech, place, variants }: PlacedSpeech): readonly SpokenText[] => {
  const { say, ssml } = speech
  if (variants.length > 0) {
    return variants.map((text, i) => ({ text, ssml, place: `${place}/say/${i}` }))
  }
  return say === undefined ? [] : [{ text: say, ssml, place: `${place}/say` }]
}
