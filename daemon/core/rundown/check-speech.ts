/**
 * Words and sound files: long enough to be spoken, short enough to be taken, of a kind that can be
 * played. Texts are measured with the variables of every entry of the schedule.
 */
import type { SpeechLimits } from '../limits.js'
import { seconds, showDuration } from '../time.js'
import { valuesIn } from './check-variables.js'
import { ending } from './ending.js'
import { keysOf } from './names.js'
import type { Notes } from './notes.js'
import { isUrl } from './paths.js'
import { pointer, valueAt } from './pointer.js'
import type { Rundown, Values } from './rundown.js'
import { type PlacedSpeech, type SpokenText, textsIn } from './spoken.js'
import { breaksIn, faultIn } from './ssml.js'
import { filledIn, namesIn } from './variables.js'

export function checkSpeech(
  rundown: Rundown,
  spoken: readonly PlacedSpeech[],
  written: unknown,
  limits: SpeechLimits,
  notes: Notes,
): void {
  // As written: a name whose text is spoilt is known all the same.
  const known = new Set(keysOf(valueAt(written, '/variables')))
  const castings = castingsOf(rundown)
  for (const placed of spoken) {
    for (const text of textsIn(placed)) checkWords(text, castings, known, limits, notes)
    checkVariants(placed, notes)
    if (placed.speech.audio.length > 0) checkAudio(placed, written, limits, notes)
  }
  const { repeat } = rundown.script
  if (repeat !== 'forever') {
    const rounds = repeat === 1 ? 'one round' : `${repeat} rounds`
    notes.warn({
      place: '/script/repeat',
      code: 'script-ends',
      says: `the script ends after ${rounds}; what is seen then is up to the platform`,
      hint: 'with "forever" the screen is never empty',
    })
  }
}

/** Values a text may be spoken with, and whose they are. */
interface Casting {
  readonly values: Values
  readonly whose: string
}

/** The defaults, and what each entry of the schedule and each override puts in their place. */
function castingsOf({ variables, schedule }: Rundown): readonly Casting[] {
  const defaults: Record<string, string> = {}
  for (const [name, { value }] of Object.entries(variables)) {
    if (value !== undefined) defaults[name] = value
  }
  const castings: Casting[] = [{ values: defaults, whose: '' }]
  for (const [i, slot] of schedule.entries()) {
    const own = { ...defaults, ...slot.variables }
    if (keysOf(slot.variables).length > 0) {
      castings.push({
        values: own,
        whose: `, with the variables of entry ${i + 1} of the schedule`,
      })
    }
    if (slot.kind !== 'cron') continue
    for (const { on, change } of slot.overrides) {
      const values = valuesIn(change)
      if (keysOf(values).length === 0) continue
      castings.push({ values: { ...own, ...values }, whose: `, with the variables of ${on}` })
    }
  }
  return castings
}

function checkWords(
  { text, ssml, place }: SpokenText,
  castings: readonly Casting[],
  known: ReadonlySet<string>,
  limits: SpeechLimits,
  notes: Notes,
): void {
  const names = namesIn(text)
  // A text with a hole in it has no length yet.
  if (names.every((name) => known.has(name))) {
    const concerned = names.length === 0 ? castings.slice(0, 1) : castings
    concerned.some(({ values, whose }) => {
      if (names.some((name) => !Object.hasOwn(values, name))) return false
      const filled = filledIn(text, values)
      return (
        (ssml && checkMarks(filled, whose, place, notes)) ||
        checkLength(filled, whose, place, limits, notes)
      )
    })
  }
  const spoken = filledIn(text, castings[0]?.values ?? {})
  if (!ssml && spoken.includes('<') && MARKS.test(spoken)) {
    notes.warn({
      place,
      code: 'marks-without-ssml',
      says: 'the text has SSML marks, but "ssml: true" is not beside it: they would be read out',
      hint: 'add "ssml: true" or remove the marks',
    })
  }
}

const MARKS = /<\/?(?:speak|break|prosody|phoneme|sub|say-as|p|s|emphasis)\b/i

/** No platform promises a longer one: several voices make ten seconds of it, or refuse the text. */
const BREAK_MAX = seconds(10)

/** Answers whether they are no marks at all: what is spoken cannot be told from them. */
function checkMarks(text: string, whose: string, place: string, notes: Notes): boolean {
  const fault = faultIn(text)
  if (fault) {
    const says = `${fault.says}${whose}`
    notes.error({ place, code: 'ssml', says, hint: fault.hint })
    return true
  }
  const long = breaksIn(text).find(({ length }) => length > BREAK_MAX)
  if (long) {
    const says = `"${long.mark}" is a silence of ${showDuration(long.length)}${whose}; voices take at most 10s`
    const hint = 'shorten it, or plan what follows as a cue of its own'
    notes.warn({ place, code: 'long-break', says, hint })
  }
  return false
}

/** Answers whether there was something to note. */
function checkLength(
  text: string,
  whose: string,
  place: string,
  limits: SpeechLimits,
  notes: Notes,
): boolean {
  const spoken = spokenLength(text, limits.textMin)
  // Halves of characters are never fewer than characters.
  const sent = text.length > limits.textMax ? [...text].length : 0
  if (spoken < limits.textMin) {
    const found = `${spoken} ${spoken === 1 ? 'character' : 'characters'} to speak${whose}`
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
      says: `the text has ${sent} characters${whose}; the platform takes at most ${limits.textMax}`,
      hint: 'split it into cues that follow each other with "after"',
    })
  } else {
    return false
  }
  return true
}

/** Code points without tags and blanks: the strictest way of counting. Counts up to `enough`. */
export function spokenLength(text: string, enough = Number.POSITIVE_INFINITY): number {
  let count = 0
  for (const sign of text.includes('<') ? text.replace(/<[^<>]*>/g, '') : text) {
    if (count >= enough) break
    if (sign.trim() !== '') count += 1
  }
  return count
}

function checkVariants({ place, variants }: PlacedSpeech, notes: Notes): void {
  for (const [index, text] of variants.entries()) {
    const first = variants.indexOf(text)
    if (first === index) continue
    notes.warn({
      place: `${place}/say/${index}`,
      code: 'duplicate-variant',
      says: `this variant says the same as variant ${first + 1}`,
      hint: 'remove it, or say it in another way',
    })
  }
}

function checkAudio(
  { speech, place }: PlacedSpeech,
  written: unknown,
  limits: SpeechLimits,
  notes: Notes,
): void {
  const isList = Array.isArray(valueAt(written, `${place}/audio`))
  for (const [index, url] of speech.audio.entries()) {
    const at = `${place}/audio${isList ? pointer(index) : ''}`
    if (isUrl(url)) ending(url, limits.audioTypes, 'a sound', at, notes)
  }
  if (speech.say !== undefined) {
    notes.warn({
      place: `${place}/audio`,
      part: 'key',
      code: 'audio-unheard',
      says: 'with "say" beside it the sound is never heard: the platform speaks the words',
      hint: 'keep one of the two',
    })
  }
}
