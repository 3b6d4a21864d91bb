/**
 * What a sweep must have met, or it proves nothing: each fault, each verdict, each reason for a call, each step of an
 * airing, and the cells of situations and events that a fault can lead to. `npm run simulate -- --hours 10000 --all`.
 */
/** What was done to the station. */
const FAULTS = [
  'again',
  'answer-lost',
  'ask',
  'break',
  'answer-spoilt',
  'callback-lost',
  'command',
  'crash',
  'crash twice',
  'disk',
  'disk broken',
  'disk full',
  'disk slow',
  'edit',
  'effect-delayed',
  'forge',
  'freeze',
  'other-client',
  'power cut',
  'request-lost',
  'restore',
  'say',
  'session-refused',
  'speak',
  'start',
  'step-clock',
  'stop',
  'stranger',
  'successor answer lost',
  'successor ended',
  'successor failed',
  'successor late',
  'successor never ready',
  'successor refused',
  'successor slow',
  'takeover-failed',
  'token-revoked',
  'trouble back',
  'trouble both',
  'trouble dns',
  'trouble out',
  'trouble slow',
  'vendor-ends',
]

/** Where an airing went. */
const STEPS = [
  'closing → closed',
  'on-air → closing',
  'on-air → opening',
  'opening → ready',
  'planned → opening',
  'ready → on-air',
]

/** Why something was called for. */
const CALLS = [
  'close: demo-#@#-#-#T#:#:#~~# goes on in its place',
  'close: its time is over',
  'close: the platform has not confirmed the close',
  'enqueue: its cue is due',
  'enqueue: sent again: it must air, and failed before it began',
  'enqueue: sent again: it must air, and may be heard twice',
  'enqueue: sent again: the queue was watched without a gap, it was not ',
  'go-live: back on air after the last session was lost',
  'go-live: its start has come',
  'move: the platform holds it in another order',
  'open-line: anna speaks',
  'open: its time to open has come',
  'open: the last session was lost',
]

/** What the as-run log said. */
const ROWS = [
  'session aired ON_TIME',
  'session aired_partial PROVIDER_SESSION_LOST',
  'session failed PROVIDER_ERROR',
  'show aired ON_TIME',
  'show aired_late PROVIDER_ERROR',
  'show aired_partial PROVIDER_SESSION_LOST',
  'show missed PROVIDER_ERROR',
  'takeover aired ON_TIME',
  'takeover aired_partial HARD_OUT',
  'takeover aired_unconfirmed IN_DOUBT_AFTER_CRASH',
  'takeover dropped DROP_FOR_TIME',
  'takeover failed PROVIDER_ERROR',
]

/** Situations of a session, and what met them. */
const SESSIONS: Readonly<Record<string, readonly string[]>> = {
  asked: ['opened ambiguous', 'opened applied', 'opened not-applied'],
  closing: [
    'airing-due',
    'close-answered ambiguous',
    'close-answered applied',
    'seen ambiguous',
    'seen applied',
  ],
  initialising: [
    'airing-due',
    'beaten ambiguous',
    'beaten applied',
    'seen ambiguous',
    'seen applied',
  ],
  live: [
    'airing-due',
    'beaten ambiguous',
    'beaten applied',
    'beaten not-applied',
    'enqueued ambiguous',
    'enqueued applied',
    'enqueued not-applied',
    'move-answered applied',
    'commanded',
    'line-opened applied',
    'line-over',
    'queue-seen ambiguous',
    'queue-seen applied',
    'seen ambiguous',
    'seen applied',
    'seen not-applied',
    'woke',
  ],
  planned: ['airing-due'],
  ready: [
    'airing-due',
    'beaten ambiguous',
    'beaten applied',
    'beaten not-applied',
    'seen ambiguous',
    'seen applied',
    'seen not-applied',
    'woke',
  ],
  starting: [
    'airing-due',
    'beaten ambiguous',
    'seen ambiguous',
    'seen applied',
    'went-live ambiguous',
    'went-live applied',
  ],
  unclear: ['airing-due'],
  wanted: ['airing-due'],
}

/** Situations of a takeover, and what met them. */
const TAKEOVERS: Readonly<Record<string, readonly string[]>> = {
  'in-doubt': ['queue-seen ambiguous', 'queue-seen applied'],
  preparing: ['queue-seen ambiguous', 'queue-seen applied'],
  queued: ['move-answered applied', 'queue-seen ambiguous', 'queue-seen applied'],
  sent: [
    'enqueued ambiguous',
    'enqueued applied',
    'enqueued not-applied',
    'queue-seen ambiguous',
    'queue-seen applied',
  ],
  speaking: ['queue-seen ambiguous', 'queue-seen applied'],
  waiting: ['queue-seen ambiguous', 'queue-seen applied'],
}

const cells = (kind: string, table: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(table).flatMap(([situation, events]) =>
    events.map((event) => `${kind} ${situation} × ${event}`),
  )

/** What became of the audience's questions. */
const QUESTIONS = [
  'declined ANSWERED_ALREADY',
  'declined ANSWER_FAILED',
  'declined APPROVAL_LATE',
  'declined ASKED_TOO_OFTEN',
  'declined BACKLOG',
  'declined BLOCKED',
  'declined NOT_APPROVED',
  'declined NOT_ON_AIR',
  'declined NO_ANSWER',
  'merged MERGED',
  'spoken',
]

/** How one session comes to follow another, or does not. */
const RELAYS = [
  'relay given up',
  'relay to one that is asked from one that is on-air',
  'relay to one that is initialising from one that is on-air',
  'relay to one that is ready from one that is on-air',
  'relay to one that is wanted from one that is on-air',
  'successor closing → opening',
  'successor opened anew',
  'successor opening → closed',
  'successor opening → closing',
  'successor opening → ready',
  'successor ready → opening',
]

/** What became of orders to start what was stopped. */
const STARTS = [
  'for a second time',
  'goes on',
  'near the end',
  'planned anew',
  'refused: closing',
  'refused: nothing to start',
  'refused: too late',
  'with a crash between',
]

export const MUST_REACH: readonly string[] = [
  ...QUESTIONS.map((end) => `question ${end}`),
  ...FAULTS.map((fault) => `fault ${fault}`),
  'parked by what the journal refused',
  ...RELAYS,
  ...STARTS.map((what) => `start ${what}`),
  ...STEPS.map((step) => `airing ${step}`),
  ...CALLS.map((call) => `call ${call}`),
  ...ROWS.map((row) => `row ${row}`),
  ...cells('session', SESSIONS),
  ...cells('takeover', TAKEOVERS),
]
