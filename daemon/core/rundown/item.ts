/** What airs, as written → as meant: script, cues, ad-libs, and the disclosure. */
import { hours } from '../time.js'
import type { Notes } from './notes.js'
import { address, picture, pictures } from './picture.js'
import { pointer } from './pointer.js'
import type {
  Adlib,
  Cue,
  CueId,
  CueTime,
  Disclosure,
  Script,
  Speech,
  Start,
  When,
} from './rundown.js'
import { dates } from './slot.js'
import { duration, parseCueTime } from './when.js'
import type {
  WrittenAdlib,
  WrittenCue,
  WrittenDisclosure,
  WrittenItem,
  WrittenScript,
  WrittenSpeech,
} from './written.js'

export const script = (written: WrittenScript, notes: Notes): Script => ({
  ...speech(written, written.say, '/script', notes),
  repeat: written.repeat ?? 'forever',
  cutIn: written['cut-in'],
})

/** Left out in the middle, unless the producer says otherwise. */
const DROP_USUAL = 5

export function cue(written: WrittenCue, place: string, notes: Notes): Cue {
  const { say, drop = DROP_USUAL } = written
  const variants = typeof say === 'object' ? say.map((text) => text.trimEnd()) : []
  const text = typeof say === 'object' ? variants[0] : say
  const of = item(written, text, place, notes)
  // Each by its name: spreading what is this wide makes a slow object, and there are thousands.
  return {
    say: of.say,
    ssml: of.ssml,
    audio: of.audio,
    foregrounds: of.foregrounds,
    background: of.background,
    expires: of.expires,
    alternative: of.alternative,
    valid: of.valid,
    urgency: of.urgency,
    onCut: of.onCut,
    cue: written.cue as CueId,
    variants,
    when: when(written, place, notes),
    doubt: written.doubt ?? 'once',
    drop: drop === 'never' ? undefined : drop,
    start: start(written, place, notes),
  }
}

export const adlib = (written: WrittenAdlib, place: string, notes: Notes): Adlib => ({
  adlib: written.adlib as CueId,
  ...item(written, written.say, place, notes),
})

export function disclosure(written: WrittenDisclosure, notes: Notes): Disclosure {
  const { say, ssml, picture: shown, every } = written
  return {
    say: say.trimEnd(),
    ssml: ssml ?? false,
    picture: shown && picture(shown, '/disclosure/picture', notes),
    every: every === undefined ? undefined : duration(every, '/disclosure/every', notes),
  }
}

type Unsaid<Written> = Omit<Written, 'say'>

function item(written: Unsaid<WrittenItem>, say: string | undefined, place: string, notes: Notes) {
  const { expires, background, foregrounds, alternative, valid, urgency, cut } = written
  const { audio, ssml, say: spoken } = speech(written, say, place, notes)
  return {
    say: spoken,
    ssml,
    audio,
    foregrounds: pictures(foregrounds, `${place}/foregrounds`, notes),
    background: background && picture(background, `${place}/background`, notes),
    expires: expires === undefined ? undefined : duration(expires, `${place}/expires`, notes),
    alternative: alternative && speech(alternative, alternative.say, `${place}/alternative`, notes),
    valid: valid === undefined ? undefined : dates(valid, `${place}/valid`, notes),
    urgency: urgency ?? ('routine' as const),
    onCut: cut,
  }
}

function speech(
  { ssml, audio = [] }: Unsaid<WrittenSpeech>,
  say: string | undefined,
  place: string,
  notes: Notes,
): Speech {
  const at = `${place}/audio`
  return {
    // A block text ends with a line break nobody speaks.
    say: say?.trimEnd(),
    ssml: ssml ?? false,
    audio:
      typeof audio === 'string'
        ? [address(audio, at, notes)]
        : audio.map((one, i) => address(one, at + pointer(i), notes)),
  }
}

function when(written: WrittenCue, place: string, notes: Notes): When {
  const { at, every, from, after } = written
  if (after !== undefined) return { kind: 'after', after: after as CueId }
  if (every === undefined) return { kind: 'at', at: cueTime(at ?? 'start', `${place}/at`, notes) }
  const [opens, closes] = (written.between ?? []).map((time, i) =>
    cueTime(time, `${place}/between/${i}`, notes),
  )
  return {
    kind: 'every',
    every: duration(every, `${place}/every`, notes),
    from: from === undefined ? undefined : cueTime(from, `${place}/from`, notes),
    between: opens && closes && { opens, closes },
  }
}

function cueTime(written: string, place: string, notes: Notes): CueTime {
  const time = parseCueTime(written)
  if (time !== undefined) return time
  const says = `no clock shows ${written}, or it is too long a time`
  notes.error({ place, code: 'out-of-range', says, hint: 'clock times go from 00:00 to 23:59:59' })
  return { from: 'start', plus: hours(0) }
}

const start = ({ start, grace = '0s' }: WrittenCue, place: string, notes: Notes): Start =>
  start === 'hard'
    ? { kind: 'hard', grace: duration(grace, `${place}/grace`, notes) }
    : { kind: 'soft' }
