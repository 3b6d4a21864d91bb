/** What the views answer, as JSON Schema: it is what is sent, and what docs/api.md says is sent. */
import { ROLES } from '../core/desk/roles.js'
import { REFUSALS } from './order-route.js'

type Schema = Readonly<Record<string, unknown>>

const text = (description: string): Schema => ({ type: 'string', description })
const number = (description: string): Schema => ({ type: 'number', description })
const whole = (description: string): Schema => ({ type: 'integer', description })
const truth = (description: string): Schema => ({ type: 'boolean', description })
const many = (items: Schema, description: string): Schema => ({ type: 'array', items, description })
const texts = (description: string) => many({ type: 'string' }, description)

/** What is not always there ends in `?`. */
function shape(properties: Readonly<Record<string, Schema>>): Schema {
  const names = Object.entries(properties)
  return {
    type: 'object',
    required: names.filter(([name]) => !name.endsWith('?')).map(([name]) => name),
    properties: Object.fromEntries(names.map(([name, is]) => [name.replace('?', ''), is])),
  }
}

const AIRING = {
  airing: text('Its id: the show and its date.'),
  show: text('Its show.'),
  title: text('Of the show.'),
  account: text('The account it runs on.'),
  situation: text('planned, opening, ready, on-air, closing, closed, missed, lost.'),
  startsAt: text('In the zone of the show, with the offset; so are all times of an airing.'),
  'endsAt?': text('Absent: a channel without an end.'),
  'onAirAt?': text('Since when it has been on air.'),
  'session?': text('The id of its session at the platform.'),
  'sessionSituation?': text('What the session is at.'),
  'heardAt?': text('The last heartbeat the platform accepted.'),
  'silentSince?': text(
    'It has accepted none since then, and that is too long; absent: it is well.',
  ),
  'speaking?': text('What is being spoken besides the script.'),
  'speakingSince?': text('Since when.'),
  'voice?': {
    ...shape({
      by: text('Whose.'),
      situation: text('clearing (the queue is emptied for it), opening, on-air.'),
      since: text('On air since then; before that, asked for then.'),
    }),
    description: 'A live voice, on air or about to be; absent: there is none.',
  },
  queued: texts('What the platform has.'),
  waiting: whole('How many more wait here.'),
  'firstWaiting?': text('Of those the one that goes first.'),
  'nextCue?': {
    ...shape({
      cue: text('Its name.'),
      at: text('When it falls due.'),
      title: text('How it begins; of its variants the first.'),
    }),
    description:
      'The cue that falls due next, of a show that is open; what fell due is in the queue. Absent: none comes.',
  },
  version: whole(
    'Raised by orders, edits and answers, not by time: an order may name the one it is meant for.',
  ),
  'heldUntil?': text('Nothing new is sent until then.'),
  'waitsUntil?': text('The platform’s clock contradicts ours: what it waits for to start.'),
  'parked?': text('A broken assumption: it is only kept alive.'),
  'because?': text('Why it is over.'),
  'overAt?': text('Since when.'),
}

const TAKEOVER = shape({
  handle: text('Short enough to type; orders take it.'),
  takeover: text('Its id, as in the as-run log.'),
  'item?': text('The cue or ad-lib it airs; absent: a text of its own.'),
  source: text('rundown, adlib, operator, question.'),
  'by?': text('Who asked for it.'),
  title: text('How it begins.'),
  situation: text('waiting, sent, in-doubt, preparing, queued, speaking.'),
  urgency: text('routine, priority, breaking.'),
  'seconds?': number('How long it will speak, as far as that can be said.'),
  'part?': text('Of a long text that travels in pieces.'),
  'plannedAt?': text('The time the plan gives it.'),
  dueAt: text('It is not sent before.'),
  'expiresAt?': text('It is not sent after; absent: it never expires.'),
  'startedAt?': text('Since when it speaks.'),
  'goes?': text('It is being taken back, and why.'),
})

const STATUS = shape({
  station: text('Its name.'),
  now: text('UTC; empty while onair is still starting.'),
  'disk?': {
    ...shape({
      is: text(
        'low: the reserve is used up, all goes on for now; full, busy (another program holds the journal), lost (it ' +
          'cannot be trusted): nothing new airs, heartbeats go on.',
      ),
      since: text('UTC.'),
      says: text('In words.'),
      todo: text('What to do.'),
    }),
    description: 'What is wrong with the disk of the journal; absent: nothing.',
  },
  airings: many(shape(AIRING), 'By their start.'),
})

const THE_AIRING = shape({
  now: text('UTC.'),
  ...AIRING,
  takeovers: many(TAKEOVER, 'On their way to air, in the order they will be heard.'),
  adlibs: many(
    shape({ adlib: text('Its name.'), title: text('How it begins.') }),
    'What may be taken.',
  ),
})

const SHOWS = many(
  shape({
    show: text('Its id.'),
    title: text('Its title.'),
    account: text('The account it runs on.'),
    version: text('Of its rundown, for airings not yet opened.'),
    held: truth('A channel that was stopped, until it is started again.'),
    withdrawn: truth('Its rundown is gone.'),
    airings: texts('Ids of those planned, running, or lately over.'),
  }),
  'Every show there is a rundown of.',
)

const page = (rows: Schema): Schema =>
  shape({ rows, 'next?': whole('Where the next page begins; absent: this is the last.') })

const AS_RUN = page(
  many(
    { type: 'object', additionalProperties: true },
    'As docs/as-run.md describes them; times are milliseconds since 1970 UTC.',
  ),
)

const ANYTHING: Schema = { description: 'Any JSON.' }

const AUDIT = page(
  many(
    shape({
      seq: whole('Without a gap.'),
      at: text('UTC.'),
      who: text('The name of the token; `desk`: whoever is on that machine.'),
      role: text('His role then.'),
      request: text('The request id.'),
      act: text('The order.'),
      'account?': text('What it was about.'),
      'show?': text('What it was about.'),
      'airing?': text('What it was about.'),
      asked: ANYTHING,
      before: ANYTHING,
      after: ANYTHING,
      ok: truth('It was done.'),
      answer: ANYTHING,
      hash: text('Chains it to the line before.'),
    }),
    'Newest first.',
  ),
)

const HANDOVER = shape({
  safeFor: whole('Seconds from now in which nothing will miss the daemon.'),
  until: text('UTC.'),
  because: text('What comes then.'),
})

const EDIT = shape({
  airing: text('One that runs.'),
  lines: many(
    shape({
      what: text('added, removed, moved, changed.'),
      kind: text('cue, ad-lib, variables, questions.'),
      name: text('Of the cue or ad-lib.'),
      effect: text('now, later, frozen (due in a moment: airs as it was), next-airing.'),
      'at?': text('When it is due first as it now is.'),
      says: text('The same for people.'),
    }),
    'What changes on air, and when.',
  ),
  more: whole('How many lines more than are listed here.'),
  waits: texts('What cannot change on air: the next airing has it.'),
})

const APPLY = shape({
  shows: many(
    shape({
      show: text('Its id.'),
      'file?': text('Where it stands; absent: it is gone.'),
      what: text('new, changed, withdrawn.'),
      edits: many(EDIT, 'Of its airings that run.'),
    }),
    'What differs from what is in force.',
  ),
  bad: many(
    shape({ file: text('Which.'), says: texts('What is wrong, with file, line and column.') }),
    'Not taken in: their last good version stays in force.',
  ),
})

const TOKENS = many(
  shape({
    name: text('Whose it is.'),
    role: { type: 'string', enum: ROLES, description: 'What he may do.' },
    accounts: texts('Limited to these; empty: not limited.'),
    shows: texts('Limited to these; empty: not limited.'),
    airings: texts('Limited to these; empty: not limited.'),
    madeAt: text('In the zone of the station.'),
    madeBy: text('By whom.'),
    'expiresAt?': text('Absent: never.'),
    state: text('valid, expired, revoked.'),
  }),
  'Their hashes are all that is kept of them.',
)

const view = (operationId: string, summary: string, answer: Schema, more: Schema = {}) => ({
  schema: {
    operationId,
    summary,
    ...more,
    response: { 200: { description: 'As it is now.', ...answer }, ...REFUSALS },
  },
})

const whichPage = (limit: number, more: Readonly<Record<string, Schema>>): Schema => ({
  querystring: {
    type: 'object',
    additionalProperties: false,
    properties: {
      limit: {
        type: 'integer',
        minimum: 1,
        maximum: 1_000,
        default: limit,
        description: 'Rows at most.',
      },
      ...more,
    },
  },
})

export const VIEWS = {
  openApi: view('openapi', 'This description, as OpenAPI 3.1', {
    type: 'object',
    additionalProperties: true,
  }),
  status: view('status', 'What is on air, and what comes', STATUS),
  shows: view('shows', 'The shows', SHOWS),
  handover: view('handover', 'How long a restart would harm nothing', HANDOVER),
  apply: view('apply-preview', 'What taking in the rundowns would change, and when', APPLY),
  tokens: view('tokens', 'Who may speak to the daemon', TOKENS),
  airing: (params: Schema) =>
    view('airing', 'One airing, with what is on its way to air', THE_AIRING, { params }),
  asRun: view('as-run', 'The as-run log, oldest first', AS_RUN, {
    ...whichPage(200, {
      after: {
        type: 'integer',
        minimum: 0,
        default: 0,
        description: 'Rows after this number; `next` of the page before.',
      },
      airing: { type: 'string', maxLength: 300, description: 'An airing, or its show.' },
    }),
  }),
  audit: view('audit', 'Who ordered what, newest first', AUDIT, {
    ...whichPage(100, {
      before: {
        type: 'integer',
        minimum: 1,
        description: 'Lines before this number; `next` of the page before.',
      },
    }),
  }),
} as const
