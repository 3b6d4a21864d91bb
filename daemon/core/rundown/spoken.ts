/** Every text of a rundown that is spoken, with its place: script, cues with their variants, ad-libs, disclosure. */
import { pointer } from './pointer.js'
import type { Rundown, Speech } from './rundown.js'

/** What is spoken or played at one place. */
export interface PlacedSpeech {
  readonly speech: Speech
  readonly place: string
  readonly variants: readonly string[]
}

export interface SpokenText {
  readonly text: string
  readonly ssml: boolean
  readonly place: string
}

export const speeches = (rundown: Rundown): readonly PlacedSpeech[] => [
  { speech: rundown.script, place: '/script', variants: [] },
  ...rundown.segments.flatMap(({ cues }, i) =>
    cues.map((cue, j) => ({
      speech: cue,
      place: `/segments/${i}/cues/${j}`,
      variants: cue.variants,
    })),
  ),
  ...rundown.adlibs.map((speech, i) => ({ speech, place: pointer('adlibs', i), variants: [] })),
  ...(rundown.disclosure
    ? [{ speech: { ...rundown.disclosure, audio: [] }, place: '/disclosure', variants: [] }]
    : []),
]

export const textsIn = ({ speech, place, variants }: PlacedSpeech): readonly SpokenText[] => {
  const { say, ssml } = speech
  if (variants.length > 0) {
    return variants.map((text, i) => ({ text, ssml, place: `${place}/say/${i}` }))
  }
  return say === undefined ? [] : [{ text: say, ssml, place: `${place}/say` }]
}
