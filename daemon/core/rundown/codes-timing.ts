/** Codes of what is planned: schedule, times, names. */
import type { CodeGroups } from './codes.js'

export const TIMING: CodeGroups = {
  Schedule: {
    'always-and-more': {
      what: 'A show that is always on has other entries as well.',
      why: 'It is on already.',
      todo: 'Keep "always", or the others.',
    },
    'all-left-out': {
      what: 'All that an entry starts in the next 18 months is left out by "except" or cancelled.',
      why: 'The show is not on air, perhaps because of a wrong year.',
      todo: 'Correct the dates, or remove the entry.',
    },
    calendar: {
      what: 'An iCalendar file, or an event in it, cannot be read.',
      why: 'The show would air on a day it should not.',
      todo: 'Export the calendar again, or write the dates into "except".',
    },
    'clock-change': {
      what: 'Airings start at a time that the clocks skip, or that comes twice.',
      why: 'They are aired as "gap" and "fold" say, which may surprise: these are those of the next 18 months.',
      todo: 'Choose another time, or say what is wanted with "gap" and "fold": then it is a note, to know the dates.',
    },
    cron: {
      what: 'The cron rule cannot be read, or means something nobody means.',
      why: 'A rule that is read in another way starts the show at another time.',
      todo: 'Follow the hint. `onair plan` shows what a rule means.',
    },
    'cron-either-day': {
      what: 'Both day fields of a cron rule are restricted.',
      why: 'Then either may match, as cron has done since its seventh edition.',
      todo: 'Put `*` in one of them, unless you mean either.',
    },
    'duplicate-except': {
      what: 'A date stands twice under "except".',
      why: 'Perhaps another one was meant.',
      todo: 'Remove or correct it.',
    },
    'duplicate-override': {
      what: 'One occurrence has two overrides.',
      why: 'Nobody knows which counts.',
      todo: 'Put what is different into one of them.',
    },
    'duplicate-slot': {
      what: 'Two entries of the schedule say the same.',
      why: 'They are one airing; perhaps another time was meant.',
      todo: 'Remove or correct one.',
    },
    'empty-calendar': {
      what: 'An iCalendar file has no event that would be left out.',
      why: 'It may be the wrong file, or an old one.',
      todo: 'Look into it: holidays are VEVENTs with a DTSTART.',
    },
    expired: {
      what: 'A single date is over, or an airing that is still to come is moved to a time that is over.',
      why: 'It will never air.',
      todo: 'Remove it, or give it a new date.',
    },
    'except-meets-nothing': {
      what: 'A date of "except" on which nothing of its entry starts anyway.',
      why: 'Perhaps the date is wrong, and the show is aired on the day that was meant.',
      todo: 'Compare it with "cron", or remove it.',
    },
    'fixed-offset': {
      what: 'The time zone is an offset such as +01:00, or a name such as EST or Etc/GMT+8 that stands for one.',
      why: 'For half of the year the show would start an hour beside its time. Etc/GMT+8 is UTC-8 besides.',
      todo: 'Write the zone of the place, such as Europe/Berlin.',
    },
    'no-such-date': {
      what: 'A date that no calendar has, such as 30 February.',
      why: 'Nothing can start then.',
      todo: 'Correct it.',
    },
    'overlaps-itself': {
      what: 'The show starts again while it is still on.',
      why: 'Both would be on air at once. In a rule most often five fields were taken for six.',
      todo: 'Correct the rule or the date, or shorten the show.',
    },
    'override-meets-nothing': {
      what: 'An override names a time at which nothing of its entry starts, or nothing that has no other override.',
      why: 'It changes nothing; perhaps the rule was changed and the override forgotten.',
      todo: 'Compare it with "cron", "except", "gap" and the other overrides.',
    },
    'reversed-dates': {
      what: 'A range of dates ends before it begins.',
      why: 'It would leave out nothing.',
      todo: 'Swap the two.',
    },
    'same-start': {
      what: 'Two entries of the schedule start at one time, or an airing is moved onto another.',
      why: 'One instant is one airing: the moved one, else that of the first entry. Where only some meet it is a note.',
      todo: 'Put the special entry before the general one, write an override, or choose another time.',
    },
    'unknown-zone': {
      what: 'There is no such time zone.',
      why: 'Without it no start has an instant.',
      todo: 'Take a name of the IANA list, such as Asia/Shanghai.',
    },
  },
  'Times of cues': {
    'after-circle': {
      what: 'Cues wait for each other.',
      why: 'None of them would ever air.',
      todo: 'Give one of them a time.',
    },
    'empty-window': {
      what: 'The window of "between" closes before it opens.',
      why: 'Nothing would air in it.',
      todo: 'Swap the two times, or move one.',
    },
    'expires-at-once': {
      what: 'A cue or an ad-lib expires less than a second after its time.',
      why: 'Calling it and sending it takes as long: it would be logged as expired, "doubt: must" or not.',
      todo: 'Give it the time that it may be late.',
    },
    'grace-too-long': {
      what: 'The grace of a hard start is as long as the show, or longer.',
      why: 'What speaks would never be cut for it: it is a soft start that says something else.',
      todo: 'Write how late it may begin, or remove "start" and "grace".',
    },
    'grace-without-hard': {
      what: '"grace" stands beside a soft start.',
      why: 'A soft start waits as long as it takes.',
      todo: 'Add "start: hard", or remove "grace".',
    },
    'hard-without-time': {
      what: 'A cue that follows another has a hard start.',
      why: 'There is no time to be hard about.',
      todo: 'Give it "at" or "every", or remove "start".',
    },
    'never-on-air': {
      what: 'A cue is due when the show, or an airing that is moved or shortened, is not on air; what follows it, too.',
      why: 'It would never be seen, and nobody would notice.',
      todo: "Correct the time. Clock times are those of the show's zone; when an airing is moved, they stay.",
    },
    'no-end': {
      what: 'A time is counted from the end of a show that has none.',
      why: 'A channel that is always on never comes to its last five minutes.',
      todo: 'Use start, +5m or a clock time.',
    },
    'too-often': {
      what: 'Something comes more often than once a second.',
      why: 'That is no cue but a fault.',
      todo: 'Check the unit.',
    },
    'unknown-cue': {
      what: 'A cue follows one that is not there.',
      why: 'It would never air.',
      todo: 'Correct the id; the hint knows the nearest.',
    },
  },
  'Names and numbers': {
    'duplicate-cue': {
      what: 'Two cues or ad-libs have one id.',
      why: 'The log, and cues that follow, could not tell them apart.',
      todo: 'Rename one. "disclosure" is taken by the disclosure.',
    },
    'duplicate-segment': {
      what: 'Two segments have one name.',
      why: 'The as-run log could not tell them apart.',
      todo: 'Rename one, or put their cues together.',
    },
    'too-many-cues': {
      what: 'The rundown has more than 5,000 cues.',
      why: 'No presenter gets through them, and no producer.',
      todo: 'Use "every", or split the show.',
    },
  },
  'The plan': {
    'does-not-fit': {
      what: 'What is planned is longer than the time there is for it.',
      why: 'Something will be cut, come late, or be left out.',
      todo: 'Shorten it, move it, or give it a rank with "drop".',
    },
    'never-valid': {
      what: 'No airing falls on a day on which a cue or an ad-lib may be aired.',
      why: 'Its alternative would always air in its place, or nothing.',
      todo: 'Correct the dates of "valid", or take it out.',
    },
    'never-airs': {
      what: 'A cue would not air in an airing, because of what is before it.',
      why: 'It is planned, and nobody would see it.',
      todo: 'Move it, give it more time to expire, or another urgency.',
    },
  },
}
