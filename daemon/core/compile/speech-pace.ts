/**
 * How fast a language is read out by a newsreader. Every figure has its source; where no measurement was at hand the
 * default is used and said so.
 *
 * Sources
 * [I] S. Trauzettel-Klosinski, K. Dietz, "Standardized Assessment of Reading Performance: The New International Reading
 *     Speed Texts IReST", Investigative Ophthalmology & Visual Science 53 (2012): the same ten texts read aloud in 17
 *     languages, characters and syllables per minute; 68 ms a character as the mean of its 14 alphabets, 370 syllables
 *     a minute as the mean of all. Readers of 18 to 35; the English ones at 228 words a minute.
 * [B] M. Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109 (2019): 183 English
 *     words a minute as the mean of 77 studies of reading aloud.
 * [C] "How many characters do the nation's voices speak a minute?" (in Chinese, 99yangshengtang.com): China National
 *     Radio's "News and Newspapers Summary" at 250 to 270 characters a minute in recent years.
 * [N] NHK: news is written for 300 characters a minute, private stations for 350 (A. Takagi, talkrescue.jp, "Speaking
 *     time and number of characters"; K. Yano names the same 300 for NHK).
 * [D] DECtalk Software, "Adjusting Period and Comma Pause Durations": half a second after a full stop, a sixth of a
 *     second after a comma, at 180 words a minute; both follow the rate.
 */

/** Milliseconds without the pauses of punctuation. */
export interface Pace {
  readonly language: string
  /** A written sign: a letter, a Han character, a kana, a Korean syllable. */
  readonly perSign: number
  /** A digit read out as part of its number, or a symbol read as a word. */
  readonly perDigit: number
}

/** [D] */
export const SENTENCE_PAUSE = 500
export const COMMA_PAUSE = 167

/** 183 of [B] to the 228 English words a minute of [I]: the many read a fifth slower than the young. */
const UNHURRIED = 0.8
/** Of running text, at a full stop and a comma to every 75 letters or 20 Han characters and the pauses above. */
const PAUSES = 0.12

/**
 * `perMinute`: written signs of running text, pauses included. `digit`: how many signs a digit is worth; counted from
 * the number words of 10 … 999 as syllables a digit (zh 1.5, ja 2.7 morae, ko 1.5, en 1.9, de 2, fr 1.5, ar 3), times
 * the signs a syllable of [I] takes.
 */
const pace = (language: string, perMinute: number, digit: number): Pace => {
  const perSign = (60_000 / perMinute) * (1 - PAUSES)
  return { language, perSign, perDigit: perSign * digit }
}

/** Letters of an unknown language, and of es, pt, ru (in [I], within its mean) and hi (not in it): 68 ms each. */
const DEFAULT = pace('', (60_000 / 68) * UNHURRIED, 5.5)

const ZH = pace('zh', 260, 1.5) // [C]; [I] has 255
const JA = pace('ja', 320, 2.1) // [N]; kanji and kana as they are mixed; [I] has 357, quick
const KO = pace('ko', 370 * UNHURRIED, 1.5) // no measurement at hand: the mean syllable of [I]
const EN = pace('en', 987 * UNHURRIED, 6)

const PACES: Readonly<Record<string, Pace>> = {
  zh: ZH,
  yue: { ...ZH, language: 'yue' },
  ja: JA,
  ko: KO,
  en: EN,
  // [I]
  ar: pace('ar', 612 * UNHURRIED, 5.4),
  de: pace('de', 920 * UNHURRIED, 6),
  fi: pace('fi', 1_078 * UNHURRIED, 5.5),
  fr: pace('fr', 998 * UNHURRIED, 5),
  he: pace('he', 833 * UNHURRIED, 5.5),
  it: pace('it', 950 * UNHURRIED, 5.5),
  nl: pace('nl', 978 * UNHURRIED, 6),
  pl: pace('pl', 916 * UNHURRIED, 5.5),
}

/** By the first part of a BCP 47 tag: `zh-CN` and `zh-TW` are read alike. */
export const paceOf = (language: string): Pace =>
  PACES[language.toLowerCase().split(/[-_]/)[0] ?? ''] ?? DEFAULT

/** Languages that are written with letters; in the others a Latin word is read as English. */
const isLettered = ({ language }: Pace) => !['zh', 'yue', 'ja', 'ko'].includes(language)

/** A word in another script takes the time of the language that is written so. */
export function paceOfScript(script: 'han' | 'kana' | 'hangul' | 'letters', own: Pace): Pace {
  switch (script) {
    case 'han':
      return isLettered(own) ? ZH : own
    case 'kana':
      return JA
    case 'hangul':
      return KO
    case 'letters':
      return isLettered(own) ? own : EN
  }
}
