/** A limit on everything, each with its reason. */
import { type Duration, hours, millis, minutes, seconds } from './time.js'

// ---- what a producer may write ----

/** Larger files are no rundowns; they would stall the reader. */
export const RUNDOWN_BYTES_MAX = 2_000_000
export const RUNDOWN_DEPTH_MAX = 20
export const RUNDOWN_NODES_MAX = 100_000
/** An alias may be read this many times before it counts as a bomb. */
export const ALIASES_MAX = 100
export const CUES_MAX = 5_000
/**
 * Computing time for reading one rundown. The largest there may be (2 MB, 100,000 values) was seen to take 2.2 s; the
 * time a machine spends on others does not count.
 */
export const READING_MAX = seconds(4)
/** Memory for it. The largest needs 128; V8 spends itself on tidying up when it has no more than it needs. */
export const READING_MEGABYTES = 160
/** Shared files of one rundown, and how deep they may include each other. */
export const INCLUDE_FILES_MAX = 20
export const INCLUDE_DEPTH_MAX = 5

/** What a platform's presenter can be asked to say. Its dialect states them. */
export interface SpeechLimits {
  /** Code points, tags and blanks not counted (the strictest way of counting). */
  readonly textMin: number
  /** Code points as sent. */
  readonly textMax: number
  /** File name endings a sound may have, lower case, with the dot. */
  readonly audioTypes: readonly string[]
  readonly imageTypes: readonly string[]
  readonly videoTypes: readonly string[]
}

// ---- heartbeats: reliability.md §5.7 ----

/** At least three tries inside the 60 s the vendor asks for. */
export const BEAT_EVERY = seconds(15)
export const BEAT_RETRY = seconds(3)
/** What broke an assumption breaks it again, most likely; a heartbeat is late by no more than this. */
export const LOOK_AGAIN_PARKED = seconds(5)
/** Two are due in it, and half of the platform’s minute is over: somebody should know. */
export const SILENCE_TOLD = seconds(30)

// ---- sessions ----

/** One ambiguous opening fits in; its cost is lead × price. Each account may set its own. */
export const LEAD = minutes(4)
/** A lost callback costs at most this while the stream is being made. */
export const LOOK_WHILE_OPENING = seconds(1.5)
export const LOOK_WHILE_LIVE = seconds(15)
/** While live, a look that is due so soon leaves with the heartbeat: one waking for both, and fewer turns to keep. */
export const LOOK_ALONG = seconds(5)
/** A stream not ready by then is closed and opened anew. */
export const INIT_MAX = seconds(120)
/** Openings that cost money per airing, before it is given up; live time restores them. */
export const OPENINGS_MAX = 3
/** A session that lived this long gives its opening back to the budget: a channel without end may lose one a day. */
export const OPENING_FORGIVEN = minutes(10)
/** After an ambiguous opening: how long the running list is watched before it counts as not applied. */
export const SETTLE_OPENING = seconds(60)
export const LOOK_WHILE_SETTLING = seconds(2)
/** No free slot: never asked more often than this, and never less often, because the show waits. */
export const SLOT_RETRY_MIN = seconds(2)
export const SLOT_RETRY_MAX = seconds(10)
export const CLOSE_RETRY_MAX = seconds(15)
export const CLOSE_ALERT = minutes(2)
/** A platform that does not know a session twice, this far apart, has lost it. */
export const UNKNOWN_STRIKE = seconds(5)

/** The running list is looked through for sessions that nobody knows. */
export const SWEEP_EVERY = seconds(60)
/** The list could not be read: no platform is asked faster for something that is not urgent. */
export const SWEEP_RETRY = seconds(10)
/** Seen twice this far apart, nobody's session is an orphan: a list may lag, an answer may be late. */
export const STRIKE_GAP = seconds(20)
/** A platform closes what nobody beats; when, it does not say. An hour or two is assumed, and one more. */
export const UNRESOLVED_MAX = hours(3)
/** The same where nobody else uses the account: the sweep finds it. Longer than any late effect that was ever seen. */
export const LATE_OPENING = seconds(60)
/** So long after an opening was given up a session that nobody knows is not taken for that of another airing. */
export const GUESS_FROM = minutes(5)
/** After a restore: by then every session believed open has been looked at. */
export const LOOKED_AT = seconds(5)
/** And by then whatever was sent before has had its effect. */
export const SETTLE_RESTORED = seconds(30)
/** A list may show a session this long after it was closed. */
export const PAST_GRACE = seconds(60)
export const PAST_SESSIONS_MAX = 32
/** Looked after at a time; the rest in the next sweep. */
export const STRANGERS_MAX = 50

/** A session is rolled over within this before the age the platform allows; meanwhile two are paid for. */
export const RELAY_WINDOW = minutes(8)
/** From here on nothing new is sent to it, and it leaves when the platform holds nothing of ours any more. */
export const RELAY_LAST = minutes(2)
/** From here on it leaves whatever it holds: it must be closed in time. */
export const RELAY_LATEST = seconds(30)
/** A successor that was given up is followed by another only after that: each may be asked for three times. */
export const RELAY_AGAIN = minutes(2)
/** Nothing on its way, and nothing due for this long. */
export const RELAY_QUIET = seconds(20)

// ---- takeovers ----

export const TAKEOVERS_MAX = 1_000
/** The vendor advises to queue no more; what it does with the sixteenth it does not say. */
export const PLATFORM_QUEUE_MAX = 15
export const LOOK_AT_QUEUE = seconds(2)
export const LOOK_AT_QUEUE_SETTLING = seconds(1)
export const SETTLE_ENQUEUE = seconds(40)
/** The same where the queue cannot be read at all: nothing else is sent meanwhile, and the show must go on. */
export const SETTLE_UNREAD = minutes(2)
/**
 * The shortest speech is about 4 s (10 characters): read more often than that, nothing airs unseen. What speaks for
 * less than 9 s asks for more: a voice may be faster than foreseen, and a list that lags shows it that much shorter.
 */
export const WATCH_GAP_MAX = seconds(4)
/** Nothing is read more often than every second, and an answer takes its time. */
export const WATCH_GAP_MIN = seconds(1.5)
/** After a takeover was sent, the first reading of the queue if its answer is not there by then. */
export const LOOK_AFTER_SENDING = seconds(1.5)
/** Takeovers given up in doubt that may still turn up in the queue. */
export const GIVEN_UP_MAX = 4
/** Sent and given up, it may still come; later than this, what turns up is what was sent since. As of openings. */
export const MAY_STILL_COME = minutes(5)
/** Ids the platform's lists may still show a while after their takeovers were over. */
export const PAST_TRACES_MAX = 24
/** A cue later than this, because nothing could be aired, is missed: time is not made up for in a burst. */
export const MISSED_AFTER = minutes(2)
/** Rows written at once for cues that were missed; more are only counted. */
export const MISSED_ROWS_MAX = 500
/** The queue was not read for longer, and it is over: nobody saw its end. Readings are 1 to 2 s apart. */
export const UNSEEN_END = seconds(10)
/** In preparation (33) without joining the queue (34): given up. */
export const PREPARE_MAX = seconds(60)
/** Absent from two queue lists this far apart: it is gone. One list may lag. */
export const QUEUE_STRIKE = seconds(2)
/** What is foreseen to speak so long may take so many times as long, or so many times less. Voices differ by less. */
export const SPEECH_VARIES = 1.5
/** And of a short text is foreseen less well: it may be over so much sooner still. */
export const SPEECH_SLACK = seconds(1)
/** At the end, what the last reading of the queue showed is believed if it is no older than three readings. */
export const SEEN_SHORTLY = seconds(6)
/** After a move the list may lag: it is believed again after this. Wrong order for a while is tolerable. */
export const MOVE_REST = seconds(3)
/** A platform that was asked to take an item away and still lists it is asked again after this. */
export const RECALL_AGAIN = seconds(3)
/** A cue without `expires` is not sent later than this after its time: a backlog never grows without end. */
export const EXPIRES_DEFAULT = minutes(10)
/** After a refusal that may pass (no connection): nothing is sent for this long. */
export const SEND_REST = seconds(1)
/** A takeover the platform refused twice is refused for what it is. */
export const REFUSALS_MAX = 2
/** What is in doubt is sent at most this often. */
export const SENDS_MAX = 2
/**
 * What must air, where its queue is read: where one request in eight arrives nowhere, two in a row are one notice of 60
 * that nobody hears. Had it arrived it would stand in the queue, so it is hardly ever heard more often than once.
 */
export const MUST_SENDS_MAX = 8
/** What the platform fails to prepare this often is at fault itself. */
export const MUST_FAILS_MAX = 4
/** Callbacks kept that came before the answer they belong to. */
export const EARLY_HINTS_MAX = 8
/** A text of up to this length is sent whole: cut, it is worth no more than a sentence or two. */
export const PIECE_WHOLE = seconds(15)
/** Sentences are put together up to this: long enough to send the next in time, short enough to be cut from. */
export const PIECE_LENGTH = seconds(12)
/** A shorter piece would be over before the queue was read twice: nobody would see it. */
export const PIECE_LEAST = seconds(4)
/** A piece behind one that aired is sent at once; what holds it up longer than this has ended its item. */
export const PIECE_WAITS_MAX = minutes(1)
/** An item cut more often than this is not taken up again: something is wrong with the night, not with the item. */
export const RESUMED_MAX = 5

// ---- the desk ----

/**
 * Speech that may wait, by where it came from: beyond it whoever asks is told so, because what is said ten minutes
 * after it was asked for answers nothing. The rundown's own cues are planned, and have their expiry instead.
 */
export const WAITING_SPEECH_MAX = {
  rundown: hours(24),
  adlib: minutes(10),
  operator: minutes(10),
  question: seconds(90),
} as const
/** Counted for a sound nobody has measured. */
export const SPEECH_UNKNOWN = seconds(30)
/** What is due this soon airs as it was planned, whatever was just written: it may be on its way already. */
export const FREEZE = seconds(10)
/** An operator who holds the queue and goes home must not end the show. */
export const HOLD_MAX = hours(1)
/** Whoever repeats a request does so within minutes; nobody commands two hundred things meanwhile. */
export const REQUESTS_REMEMBERED = 200
/** Passed by more urgent items for this long, a routine one is as urgent as they are: nothing starves. */
export const PASSED_BY_MAX = minutes(2)

/** The rest of an airing shorter than this, and than half of it, is not worth the price of a session. */
export const USEFUL_REST_MIN = seconds(30)

// ---- clocks ----

/** The platform's servers and this machine differ by more: one of them is wrong. HTTP dates have whole seconds. */
export const CLOCK_OFF_MAX = seconds(5)

// ---- calendar ----

/** Airings are fixed this far ahead. */
export const HORIZON = hours(36)
/** Airings that are over are remembered this long: a restart must not open them again. */
export const REMEMBERED = hours(48)
/** A channel without end that was given up is tried anew after this. */
export const ALWAYS_REST = minutes(5)
/** Occurrences a single expansion may yield: every second of a day and a half is no show. */
export const OCCURRENCES_MAX = 5_000

// ---- sound and picture ----

/** A file ffmpeg works on longer than this is no item of a show; an hour of sound takes half a minute. */
export const MEDIA_TIME_MAX = minutes(10)
/** Computing time of one ffmpeg: the same on two cores, for what is crafted to be slow. */
export const MEDIA_CPU_SECONDS = 1_200
/** Address space of one ffmpeg. x264 at 1080p reserves about a gigabyte and uses a quarter of it. */
export const MEDIA_MEMORY_MB = 2_048
/** Largest file one ffmpeg may write. */
export const MEDIA_OUTPUT_MB = 1_024
/** Steps back behind the daemon and whatever else the machine does: what is on air comes first. */
export const MEDIA_NICE = 10
/** dB: what is below it at the ends of a sound is cut. Rooms and tape hiss are louder than that. */
export const SILENCE_BELOW = -60
/** Of it this much stays. */
export const SILENCE_KEPT = millis(50)
/** Largest file that is read: twenty minutes of film as a camera writes it. */
export const MEDIA_INPUT_MB = 4_000
/** Longest sound or film: a show loops what is shorter, and nobody cues what is longer. */
export const MEDIA_LENGTH_MAX = hours(4)
/** A picture of more, unpacked, fills the memory of one ffmpeg; a camera has half of it. */
export const PICTURE_PIXELS_MAX = 50_000_000
/** A session is rolled over within a day; its platform may come back for a picture as long as it lasts. */
export const MEDIA_ADDRESS_LIFE = hours(48)
/** Media are looked at when an airing is planned, and so long before its start: there is less and less time to mend. */
export const PREFLIGHT_LEADS: readonly Duration[] = [hours(24), hours(1), minutes(5)]
/** What lies elsewhere is fetched to be looked at: an hour of mp3, in the time a slow line takes for a song. */
export const REMOTE_MB = 100
export const REMOTE_TIME_MAX = seconds(60)
/** A call about to be sent waits this long for a file that is still being made: below the patience of its account. */
export const MEDIA_WAIT = seconds(8)
/** One file into a bucket. */
export const UPLOAD_MAX = minutes(2)

// ---- calls ----

export const WRITE_DEADLINE = seconds(10)
export const READ_DEADLINE = seconds(2)
export const PULSE_DEADLINE = seconds(3)
/** A live voice waits this long for the platform's queue to become empty: the longest item may have to end first. */
export const ROOM_MAX = minutes(5)
/** The platform says that something is on air still: its own view lags by about this. */
export const LINE_AGAIN = seconds(1)
/** Nobody speaks live for longer; a microphone that was forgotten ends, and the queue goes on. */
export const VOICE_MAX = hours(2)
/** From the microphone's socket being asked for to the platform being ready for voice. */
export const LINE_DEADLINE = seconds(5)
/** Bytes of a live voice that may wait for the wire: five seconds of it. What comes later is no longer live. */
export const VOICE_WAITING_MAX = 160_000

export const doubled = (first: Duration, tries: number, most: Duration): Duration =>
  Math.min(most, first * 2 ** Math.min(tries, 20)) as Duration

/** Between half of the wait and all of it: many who were refused together do not come back together. */
export const jittered = (wait: Duration, roll: number): Duration =>
  (wait * (0.5 + roll / 2)) as Duration

/** After the disk refused what the desk of questions wrote: a full one is not asked in a ring. */
export const DISK_REST = seconds(1)
/** Characters kept of a question, and of a name, that nobody may hear: enough to see what was tried. */
export const QUESTION_TEXT_KEPT = 200
export const QUESTION_NAME_KEPT = 60
