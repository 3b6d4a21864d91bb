/**
 * Every figure this station shows, by name: the one file that knows prom-client. Labels are few and of few values:
 * accounts and words of ours, never an id of a session, an airing or a takeover, and never a text.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Beats are due every 15 s, the desk is told at 30, and the platform is taken to wait for 60. */
const BEAT_GAPS = [5, 10, 14, 15, 15.5, 16, 18, 20, 25, 30, 45, 60, 120]
/** Around the aims: a start within 2 s, a cue within 1 and 3 s. */
const LATENESS = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 120, 300, 900]
/** Around the lead, four minutes if nobody said otherwise. */
const LEADS = [5, 15, 30, 60, 120, 180, 240, 300, 420, 600, 1_200]
/** Around the deadlines: 2 s for reads, 3 for heartbeats, 10 for writes. */
const CALLS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10]
/** A commit is one fsync: a tenth of a millisecond on a good disk, and what holds up the loop on a bad one. */
const APPENDS = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]

export type Instruments = ReturnType<typeof openInstruments>

/** One registry for each station: two in one process (tests) share nothing. */
export function openInstruments() {
  const registry = new Registry()
  const registers = [registry]
  const gauge = <const L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge<L>({ name: `onair_${name}`, help, labelNames, registers })
  const counter = <const L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter<L>({ name: `onair_${name}`, help, labelNames, registers })
  const histogram = <const L extends string>(
    name: string,
    help: string,
    buckets: number[],
    ...labelNames: L[]
  ) => new Histogram<L>({ name: `onair_${name}`, help, buckets, labelNames, registers })
  // Of the process and its loop: nodejs_eventloop_lag_*, process_*.
  collectDefaultMetrics({ register: registry })
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),

    buildInfo: gauge('build_info', 'Always 1; which code runs.', 'version', 'node'),
    epoch: gauge('epoch', 'How often a daemon began on this journal.'),

    beatAge: gauge(
      'beat_age_max_seconds',
      'Age of the oldest last heartbeat the platform accepted, of all live channels; 0: none is live.',
      'account',
    ),
    onAir: gauge('on_air_channels', 'Channels that are live.', 'account'),
    open: gauge('open_sessions', 'Sessions that exist at the platform, and cost.', 'account'),
    slots: gauge('session_slots', 'Sessions that may be open at once (sessions).', 'account'),
    orphans: gauge('orphans', 'Sessions at the platform that no show has.', 'account'),
    orphanAge: gauge('orphan_age_max_seconds', 'Age of the oldest orphan; 0: none.', 'account'),
    notReady: gauge(
      'starts_not_ready',
      'Shows that start within a minute and are not ready at the platform.',
      'account',
    ),
    late: gauge(
      'starts_late',
      'Shows that should be on air for 5 s or more and never were yet.',
      'account',
    ),
    offAir: gauge('off_air', 'Shows that were on air, should be, and are not.', 'account'),
    nextStart: gauge('next_start_seconds', 'Until the next planned start; none: none.', 'account'),
    clockOff: gauge(
      'platform_clock_off_seconds',
      'By how much the clock of the platform is off ours, once that was noticed (5 s); 0: it is not.',
      'account',
    ),
    budget: gauge(
      'budget_seconds_per_day',
      'Seconds of open sessions in a day (minutesPerDay).',
      'account',
    ),

    scheduled: counter('scheduled_seconds_total', 'Seconds that were to be on air.', 'account'),
    delivered: counter('delivered_seconds_total', 'Of these: those that were.', 'account'),
    paid: counter('session_seconds_total', 'Seconds of open sessions.', 'account'),
    beatGap: histogram(
      'beat_gap_seconds',
      'Between two heartbeats of one session that the platform accepted.',
      BEAT_GAPS,
      'account',
    ),
    startLate: histogram(
      'start_lateness_seconds',
      'From the planned start of a show to the platform being live.',
      LATENESS,
      'account',
    ),
    cueLate: histogram(
      'cue_lateness_seconds',
      'How late planned cues were heard: against="plan" after their time, against="free" after the air was free too.',
      LATENESS,
      'account',
      'against',
    ),
    closeLate: histogram(
      'close_lateness_seconds',
      'From the planned end of a show to the platform saying that its session is over.',
      LATENESS,
      'account',
    ),
    lead: histogram(
      'lead_seconds',
      'From a session being opened to its show being live: paid for, and not seen.',
      LEADS,
      'account',
    ),
    intents: counter(
      'intents_total',
      'Guarded calls that were answered: costly, airing, guarded, converge; applied, not-applied, ambiguous.',
      'account',
      'class',
      'outcome',
    ),
    resolutions: counter(
      'resolutions_total',
      'Ends of doubts: about what (open, takeover, …), and how (applied, not-applied, given-up).',
      'of',
      'how',
    ),
    ghosts: counter(
      'ghosts_total',
      'Sendings that were given up and turned up after all.',
      'account',
    ),
    asRun: counter('as_run_rows_total', 'Rows of the as-run log.', 'account', 'type', 'status'),
    heard: counter(
      'takeovers_heard_total',
      'Planned items that aired, by how their end is known: callback, queue-list, …',
      'account',
      'evidence',
    ),
    mustLost: counter('must_cues_lost_total', 'Cues with doubt: must that did not air.', 'account'),
    alerts: counter('alerts_total', 'Alerts that were told to the desk.'),

    calls: histogram(
      'vendor_request_seconds',
      'From a request to its answer, or to its deadline.',
      CALLS,
      'account',
      'endpoint',
    ),
    answers: counter(
      'vendor_answers_total',
      'What became of requests: status is that of HTTP, or unanswered, never-sent; code is the vendor’s own.',
      'account',
      'endpoint',
      'status',
      'code',
    ),
    renewals: counter(
      'token_renewals_total',
      'Requests for an access token.',
      'account',
      'outcome',
    ),
    callbacks: counter(
      'callbacks_total',
      'Callbacks: stored, not-stored (the disk), refused (wrong address or secret).',
      'account',
      'outcome',
    ),

    append: histogram('journal_append_seconds', 'Of one commit, fsync included.', APPENDS),
    appendFailed: counter('journal_append_failures_total', 'Commits that failed.'),
    trouble: gauge(
      'journal_trouble',
      '1 for what is wrong with the disk of the journal: low, full, busy, lost.',
      'kind',
    ),
    wal: gauge('journal_wal_bytes', 'Size of the write-ahead log.'),
    free: gauge('data_free_ratio', 'Of the disk of the data folder: what is free, 0 to 1.'),
    drift: gauge(
      'clock_drift_seconds',
      'How far the wall clock went from the monotonic one since the start.',
    ),
    rundownAge: gauge('rundown_age_seconds', 'Since a rundown was last taken in.'),
  }
}
