/**
 * Words and sound files: long enough to be spoken, short enough to be taken, of a kind that can be
 * played.
 */
import type { SpeechLimits } from '../limits.js'
import type { PlacedCue } from './check.js'
import { ending } from './ending.js'
import { keysOf } from './names.js'
import type { Notes } from './notes.js'
import { pointer, valueAt } from './pointer.js'
import type { Rundown, Speech } from './rundown.js'
import { didYouMean } from './suggest.js'
import { filledIn, namesIn } from './variables.js'

export function checkSpeech(
  rundown: Rundown,
  cues: readonly PlacedCue[],
  written: unknown,
  limits: SpeechLimits,
  notes: Notes,
): void {
  // As written: a name whose text is spoilt is known all the same.
  const known = keysOf(valueAt(written, '/variables'))
  const { variables, script } = rundown
  for (const { speech, place } of [
    { speech: script, place: '/script' },
    ...cues.map(({ cue, place }) => ({ speech: cue, place })),
  ]) {
    checkWords(speech, place, variables, known, limits, notes)
    checkAudio(speech, valueAt(written, place), place, limits, notes)
  }
  if (script.repeat !== 'forever') {
    const rounds = script.repeat === 1 ? 'one round' : `${script.repeat} rounds`
    notes.warn({
      place: '/script/repeat',
      code: 'script-ends',
      says: `the script ends after ${rounds}; what is seen then is up to the platform`,
      hint: 'with "forever" the screen is never empty',
    })
  }
}

/** A variable's text is put in as it is. */
export function checkVariables(written: unknown, notes: Notes): void {
  const variables = valueAt(written, '/variables')
  for (const name of keysOf(variables)) {
    const text = valueAt(variables, pointer(name))
    if (typeof text !== 'string' || namesIn(text).length === 0) continue
    const says = `"${name}" refers to another variable, which would be read out as it stands`
    const place = pointer('variables', name)
    notes.error({ place, code: 'nested-variable', says, hint: 'write its text out' })
  }
}

function checkWords(
  speech: Speech,
  place: string,
  variables: Readonly<Record<string, string>>,
  known: readonly string[],
  limits: SpeechLimits,
  notes: Notes,
): void {
  if (speech.say === undefined) return
  const say = `${place}/say`
  const unknown = namesIn(speech.say).filter((name) => !known.includes(name))
  for (const name of unknown) {
    const list = known.length === 0 ? 'name it under "variables"' : `known: ${known.join(', ')}`
    notes.error({
      place: say,
      code: 'unknown-variable',
      says: `there is no variable "${name}"`,
      hint: didYouMean(name, known) ?? list,
    })
  }
  const text = filledIn(speech.say, variables)
  // A text with a hole in it has no length yet.
  if (unknown.length === 0) checkLength(text, say, limits, notes)
  if (!speech.ssml && /<\/?(?:speak|break|prosody|phoneme|sub|say-as|p|s|emphasis)\b/i.test(text)) {
    notes.warn({
      place: say,
      code: 'marks-without-ssml',
      says: 'the text has SSML marks, but "ssml: true" is not beside it: they would be read out',
      hint: 'add "ssml: true" or remove the marks',
    })
  }
}

function checkLength(text: string, place: string, limits: SpeechLimits, notes: Notes): void {
  const spoken = spokenLength(text)
  const sent = [...text].length
  if (spoken < limits.textMin) {
    const found = `${spoken} ${spoken === 1 ? 'character' : 'characters'} to speak`
    notes.error({
      place,
      code: 'too-short',
      says: `the text has ${found}; the platform takes at least ${limits.textMin}`,
      hint: 'blanks and marks do not count',
    })
  } else if (sent > limits.textMax) {
    notes.error({
      place,
      code: 'too-long',
      says: `the text has ${sent} characters; the platform takes at most ${limits.textMax}`,
      hint: 'split it into cues that follow each other with "after"',
    })
  }
}

/** Code points without tags and blanks: the strictest way of counting. */
export const spokenLength = (text: string): number =>
  [...text.replace(/<[^<>]*>/g, '').replace(/\s/gu, '')].length

function checkAudio(
  speech: Speech,
  written: unknown,
  place: string,
  limits: SpeechLimits,
  notes: Notes,
): void {
  const isList = Array.isArray(valueAt(written, '/audio'))
  for (const [index, url] of speech.audio.entries()) {
    const at = `${place}/audio${isList ? pointer(index) : ''}`
    ending(url, limits.audioTypes, 'a sound', at, notes)
  }
  if (speech.say !== undefined && speech.audio.length > 0) {
    notes.warn({
      place: `${place}/audio`,
      part: 'key',
      code: 'audio-unheard',
      says: 'with "say" beside it the sound is never heard: the platform speaks the words',
      hint: 'keep one of the two',
    })
  }
}
