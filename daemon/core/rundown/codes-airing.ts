// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
/** Codes of what is heard and seen: words, variables, pictures, sounds. */
import type { CodeGroups } from './codes.js'

export const AIRING: CodeGroups = {
  'Words and variables': {
    'answer-unsaid': {
      what: 'The template for answers has no ${answer} in it.',
      why: 'The question would be read, and then nothing.',
      todo: 'Write ${answer} where it is to be said.',
    },
    'blocked-answer': {
      what: 'A prepared answer has a word that the same show blocks.',
      why: 'Answers are looked at like questions: it would be declined each time.',
      todo: 'Say it in another way, or take the word off "blocked".',
    },
    'duplicate-question': {
      what: 'A prepared question is asked twice in "faq".',
      why: 'The first answer is always given, and the other one never.',
      todo: 'Remove one, or ask in another way.',
    },
    'duplicate-variant': {
      what: 'Two variants of a cue are the same.',
      why: 'It would be heard twice as often as the others.',
      todo: 'Remove one, or say it in another way.',
    },
    'duplicate-word': {
      what: 'A word is blocked twice.',
      why: 'Perhaps another one was meant.',
      todo: 'Remove it.',
    },
    'long-break': {
      what: 'A <break> of a marked-up text lasts longer than ten seconds.',
      why: 'Voices cut it short or refuse the text, and a silence is no item.',
      todo: 'Shorten it, or plan what follows as a cue of its own.',
    },
    'marks-without-ssml': {
      what: 'A text has SSML marks, and "ssml: true" is not beside it.',
      why: 'The presenter would read the marks out.',
      todo: 'Add "ssml: true", or remove the marks.',
    },
    'missing-value': {
      what: 'A variable is required, and an entry of the schedule gives no value.',
      why: 'The presenter would read out its name, dollar sign and all.',
      todo: 'Add it to the "variables" of the entry, or give it a default.',
    },
    'nested-variable': {
      what: 'The text of a variable has a variable in it.',
      why: 'Texts are filled in once: the inner one would be read out as it stands.',
      todo: 'Write its text out.',
    },
    'no-disclosure': {
      what: 'The audience is not told that the presenter is synthetic.',
      why: 'Many places require it by law, and so may the station (then it is an error).',
      todo: 'Add "disclosure". Nothing is ever aired that the producer did not write.',
    },
    'no-source': {
      what: 'Questions are to be answered, and whoever is to be asked for the answers is not there.',
      why: 'Every question would be declined.',
      todo: 'Write `faq` or `library`, or name a model among `sources`.',
    },
    'other-variable': {
      what: 'A text has a variable as other languages write it: {{host}}, %host%, #{host}, $host, {host}.',
      why: 'Only ${host} is one. Everything else is words, and is read out as it stands.',
      todo: 'Write ${host}, and declare it under "variables". In quotes it is taken for words that are meant.',
    },
    ssml: {
      what: 'The marks of a text with "ssml: true" are not well-formed XML.',
      why: 'The platform refuses it on air, or the presenter reads the marks out.',
      todo: 'Close what is opened, put values in quotes, and write "&amp;" for "&" and "&lt;" for "<".',
    },
    'too-long': {
      what: 'A text is longer than the platform takes.',
      why: 'It would be refused on air.',
      todo: 'Split it into cues that follow each other with "after".',
    },
    'too-short': {
      what: 'A text has too few characters to speak.',
      why: 'The platform would refuse it. Blanks and marks do not count.',
      todo: 'Say a little more.',
    },
    'unknown-language': {
      what: 'The language of the voice is none, or the country behind it.',
      why: 'It may have been left as an example. The platform would refuse the voice, or read with another.',
      todo: 'Write the language and, where it matters, the country: en, en-US, zh-CN.',
    },
    'unknown-variable': {
      what: 'A text or an entry of the schedule names a variable that is not declared.',
      why: 'It would be read out as it stands.',
      todo: 'Correct the name, or declare it under "variables".',
    },
    'unused-variable': {
      what: 'No text uses a variable.',
      why: 'Perhaps its name is misspelt where it should be said.',
      todo: 'Use it, or remove it.',
    },
  },
  'Pictures, sounds and films': {
    'audio-unheard': {
      what: 'A cue has words and a sound.',
      why: 'The platform speaks the words; the sound is never heard.',
      todo: 'Keep one of the two.',
    },
    box: {
      what: 'A box is empty, or reaches out of the canvas of 1080 x 1920.',
      why: 'The picture would not be seen, or not all of it.',
      todo: 'A box is [x, y, width, height], from the top left.',
    },
    'file-type': {
      what: 'The file is of a kind that cannot be played.',
      why: 'The platform refuses it, some after minutes of preparing.',
      todo: 'Convert it to one of the kinds that are named.',
    },
    'image-loop': {
      what: 'A picture that does not move is said to loop.',
      why: 'Only films do.',
      todo: 'Remove "loop".',
    },
    link: {
      what: 'A media file is a link.',
      why: 'A link may lead anywhere, and somewhere else tomorrow.',
      todo: 'Put the file itself into the folder.',
    },
    'no-such-file': {
      what: 'A media file is not there.',
      why: 'The picture or sound would be missing on air. A warning where there is an "alternative": that is used.',
      todo: 'A path is relative to the file it stands in.',
    },
    'script-ends': {
      what: 'The script does not run for ever.',
      why: 'When it is over, what is seen is up to the platform.',
      todo: 'Write "repeat: forever", unless that is meant.',
    },
    'wrong-content': {
      what: 'A file does not begin like what its name says.',
      why: 'It may be empty, or a web page that was saved. A warning where it is another format that can be converted.',
      todo: 'Open it and look.',
    },
  },
}
