/** Codes of what is written: texts, keys, files, the station. */
import type { CodeGroups } from './codes.js'

export const WRITING: CodeGroups = {
  'The text itself': {
    'control-character': {
      what: 'A text has what is no text: NUL, ESC, half a character, what comes of a wrong encoding.',
      why: 'Nobody can speak or show it, and it steers the terminal of who reads the log.',
      todo: 'Delete it, or save the file as UTF-8. Tabs and line breaks may stay.',
    },
    'cut-by-comma': {
      what: 'A text between { and }, or a variant between [ and ], has a comma in it, and no quotes around it.',
      why: 'In YAML the comma ends it there: what follows is taken for a key, or for the next variant.',
      todo: 'Put the text in quotes.',
    },
    'cut-by-comment': {
      what: 'A text without quotes has " #" in it, with no blank behind it.',
      why: 'In YAML a comment begins there: the rest is neither spoken nor shown.',
      todo: 'Put the text in quotes. If it is a comment, write a blank behind the `#`.',
    },
    'duplicate-key': {
      what: 'A key is written twice in one block.',
      why: 'Only one of the two values could count, and nobody knows which was meant.',
      todo: 'Keep one of them.',
    },
    empty: {
      what: 'The file is empty.',
      why: 'There is no show in it.',
      todo: 'Write one (`onair new`), or remove the file.',
    },
    'too-deep': {
      what: 'Blocks stand in blocks in blocks, deeper than any rundown needs.',
      why: 'What is nested without end brings a reader down.',
      todo: 'Check the brackets and the indentation.',
    },
    'too-heavy': {
      what: 'Reading the file takes more time or memory than a rundown may.',
      why: 'While one file is read, the others wait.',
      todo: 'Split it: one file holds one show.',
    },
    'too-large': {
      what: 'The file is larger than 2 MB, has over 100,000 values, or blows itself up with aliases.',
      why: 'A rundown of that size would stall the reader.',
      todo: 'Split it, or write the values out.',
    },
    'turned-text': {
      what: 'An unseen character (U+202D, U+202E) forces the order in which a text is shown.',
      why: 'Who reviews the file reads something else than what is spoken.',
      todo: 'Delete it. Hebrew and Arabic need none; other marks of direction are left alone.',
    },
    'unknown-alias': {
      what: 'A `*name` stands where no `&name` was written before.',
      why: 'A text cannot begin with `*`: in YAML that refers to another place.',
      todo: 'Put the text in quotes.',
    },
    unreadable: {
      what: 'A file is missing, no file, no text, a link, or may not be read.',
      why: 'What cannot be read cannot be aired.',
      todo: 'Check the path; put the file itself into the folder, as UTF-8.',
    },
    yaml: {
      what: 'The text is not YAML.',
      why: 'Nothing of it can be understood until this is mended.',
      todo: 'Most often it is a text with ": " in it that needs quotes, or a tab.',
    },
  },
  'Keys and values': {
    'choose-one': {
      what: 'Exactly one, or at least one, of several keys is needed here.',
      why: 'A cue with two times, or with none, has no meaning.',
      todo: 'Keep one and remove the others, or add one.',
    },
    'duplicate-entry': {
      what: 'Something stands twice in a list.',
      why: 'It counts once; perhaps another one was meant.',
      todo: 'Remove or correct it.',
    },
    'missing-key': {
      what: 'A key that is needed is not there.',
      why: 'There is no default that would be right for every show.',
      todo: 'Add it; the hint shows an example.',
    },
    'not-one-of': {
      what: 'The value is none of those that are known here.',
      why: 'A misspelt word would otherwise be taken for the default.',
      todo: 'Write one of them.',
    },
    'not-supported': {
      what: 'The key is known, but has no meaning in this place or in this version.',
      why: 'It would be read and then ignored.',
      todo: 'Remove it, or do what the hint says.',
    },
    'out-of-range': {
      what: 'A number, a time or a text is too small or too large.',
      why: 'The platform would refuse it, or it would never air.',
      todo: 'Take a value of the range that is named.',
    },
    'unknown-key': {
      what: 'Nobody knows this key.',
      why: 'A misspelt key would otherwise be ignored without a word.',
      todo: 'Correct it; the hint knows the nearest.',
    },
    'wrong-form': {
      what: 'The text is not written as it has to be here.',
      why: 'A duration needs its unit, an id its letters, an address its protocol.',
      todo: 'Follow the example in the message.',
    },
    'wrong-type': {
      what: 'There is a number, a list or a block where something else belongs.',
      why: 'YAML reads 9.90 as a number and would say "nine point nine".',
      todo: 'Put texts that look like numbers in quotes.',
    },
  },
  'Several files': {
    'duplicate-show': {
      what: 'Two files of a folder hold the same show.',
      why: 'The as-run log names airings by their show.',
      todo: 'Rename one of them.',
    },
    'include-circle': {
      what: 'Shared files include each other.',
      why: 'They could never be read to the end.',
      todo: 'Remove one of the includes.',
    },
    'include-limit': {
      what: 'More than 20 files are included, or more than 5 deep.',
      why: 'Nobody would find the line that matters.',
      todo: 'Put some of them together.',
    },
    'include-twice': {
      what: 'A file is named twice in one list.',
      why: 'It counts once.',
      todo: 'Remove one.',
    },
    'other-capitals': {
      what: 'A file is included by a name that differs from its own in capital letters.',
      why: 'A Mac and Windows find it all the same. On Linux it is not there, and the show is not taken in.',
      todo: 'Write the name as the file has it.',
    },
    'not-shared': {
      what: 'A shared file holds what only a rundown may: show, title, account, timezone, schedule.',
      why: 'These say what the rundown is; two rundowns cannot have them in common.',
      todo: 'Move it to the rundown, or share less.',
    },
    outside: {
      what: 'A path leads out of the folder of the rundown.',
      why: 'A rundown must not read what its folder does not hold.',
      todo: 'Put a copy into the folder.',
    },
  },
  'Tables and tidiness': {
    'empty-cell': {
      what: 'A cell that the map needs is empty, has an error, or a formula whose result was not saved.',
      why: 'The cue would have a gap where its words or its time should be.',
      todo: 'Fill it in, or leave such rows out with `rows`. Save what a program wrote once more in a spreadsheet.',
    },
    'not-formatted': {
      what: 'The file is not written as `onair fmt` writes it.',
      why: 'Differences between two versions are easier to read when only the meaning differs.',
      todo: 'Run `onair fmt`.',
    },
    'row-numbers': {
      what: 'The ids of cues would come from the numbers of their rows.',
      why: 'When a row is put in between, all ids below it change.',
      todo: 'Give the sheet a column with an id.',
    },
    'unclosed-variable': {
      what: 'A "${" of a text or of an import map is not closed, or has another one in it.',
      why: 'It names no variable and no column, so it would be read out as it stands.',
      todo: 'Close it with "}".',
    },
    'unknown-column': {
      what: 'The map names a column the sheet does not have.',
      why: 'Its cells would be missing in every cue.',
      todo: 'Correct the name, or add the column.',
    },
    'variable-in-cell': {
      what: 'A cell of the sheet has "${" in it.',
      why: 'In a rundown that begins a variable: the sheet would reach for values of the show.',
      todo: 'Take it out. A variable belongs into the map, as `$${name}`.',
    },
  },
  'The station': {
    'no-account': {
      what: 'The config has several accounts, and the rundown names none.',
      why: 'Nobody knows which of them pays for it.',
      todo: 'Add "account".',
    },
    'no-slot': {
      what: 'When a show starts, others have all the slots of its account.',
      why: 'The platform opens no further session: the show cannot go on air.',
      todo: 'Move one of them, give one another account, or correct "sessions" in the config.',
    },
    'no-secret': {
      what: 'A secret the config refers to is not there, or is no secret.',
      why: 'Without it the platform lets nobody in.',
      todo: 'Set the variable of the environment, or write the file.',
    },
    'not-here': {
      what: 'A key of the config has no meaning for this account.',
      why: 'It would be read and then ignored.',
      todo: 'Remove it.',
    },
    'open-to-others': {
      what: 'The daemon listens where other machines may reach it.',
      why: 'Whoever reaches it may speak on air.',
      todo: 'Listen on 127.0.0.1, with a proxy in front that asks for a login.',
    },
    'opens-late': {
      what: 'Others have all the slots of the account when the session of a show is to be opened.',
      why: 'That is "lead" before its start: later, it comes on air late.',
      todo: 'Leave a pause between them, or give one another account.',
    },
    'plain-http': {
      what: 'An address of the platform is not https.',
      why: 'Credentials would go over the wire for all to read.',
      todo: 'Write https://.',
    },
    'unknown-account': {
      what: 'The config has no such account.',
      why: 'The show has nowhere to go on air.',
      todo: 'Correct the name, or add the account to the config.',
    },
    'weak-secret': {
      what: 'A callback secret is too short, or has characters that do not fit into an address.',
      why: 'Whoever guesses it may tell the daemon lies about what is on air.',
      todo: 'Make one with openssl rand -hex 16.',
    },
  },
}
