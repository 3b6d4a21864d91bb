/**
 * What is promised, each in a sentence. They are judged against the vendor's private record and the plan, never
 * against our own log alone. What cannot be held yet stands in PENDING: it is judged and counted all the same.
 */
export const PROMISES = {
  S1: 'an airing never has two live channels, and gets another only after the last is over',
  S2: 'nothing airs twice in one generation, and again at all only where the cue says it must',
  S3: 'what airs is, word for word, a cue of a rundown in force or what an operator said',
  S4: 'what is more urgent is heard first, among equals what was queued first; nothing is sent after it expired',
  S5: 'every call that costs, airs or changes something was durably intended before it left',
  S6: 'the log claims nothing that never was at the vendor, and denies nothing that was heard to its end',
  S8: 'few items wait at the vendor, one enqueue is open a session, one create an account',
  S9: 'an airing changes its situation only as the table allows, and the log refuses no turn',
  S11: 'no secret stands in the state, the log or what the desk is told',
  S12: 'no account hears more from us in ten seconds than its channels need, no item is sent too often',
  'S12-cap': 'no airing is opened more than three times in vain, restarts included',
  S14: 'by true time no show starts early, and no airing is closed as over before its end',
  S15: 'a session that is not ours is neither beaten, nor started, nor closed',
  S16: 'an account never runs more sessions of ours than its slots and one',
  S17: 'from when a line for a live voice is asked for until it is over nothing else is sent to air',
  S18: 'of the audience only what passed its three gates is heard, word for word, and by nobody twice',
  L1: 'a show is live at its start, or soon after the trouble, and again when its session is lost; or told missed',
  L2: 'every session of ours is over three minutes after the trouble and the end',
  L3: 'a channel is closed half a minute after its end, a minute after the trouble',
  L4: 'while a channel is live and can be reached its heart never stands still for 45 seconds',
  L5: 'every planned item has its verdict, and what must air has aired unless the run was lost',
  L6: 'no call is left without an outcome, and no doubt about one without an end',
  L7: 'a minute after the trouble the daemon knows exactly what the vendor runs',
  L8: 'the loop turns no more often than three times what an undisturbed night needs',
  L10: 'what an operator ordered and was answered is kept, done, and done once, however often it is asked for',
  L11: 'each airing, session, must or doubt that is missed, lost, stuck or an orphan is told once, in time',
  L12: 'each question has one verdict, with its reason, in time',
  A1: 'what is billed is the plan, the lead and a bounded excess',
  A2: 'undisturbed, shows start and end to the second, and every planned cue airs on time',
  A3: 'the log folded from empty gives the stored state, byte for byte',
} as const

export type PromiseId = keyof typeof PROMISES

/** Not held yet, and why. The sweep counts how often; nobody is failed for it. */
export const PENDING: Partial<Record<PromiseId, string>> = {}

/** Not judged here, and why. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  S7: 'one process owns its accounts: a dead daemon’s request that lands late is a late effect (S2)',
  S10: 'a rundown that is refused never reaches the loop: test/commands/run; an edit is S3',
  S13: 'two runs are compared, not one judged: confluence.test.ts',
  L9: 'recovery is cut at every step by `again` of a crash and by the corner; all of the above hold',
  A4: 'two runs of one seed are compared: repeat.test.ts',
  A5: 'what a sweep must have reached: must-reach.ts',
  A6: 'the mutants: npm run mutants',
}

export interface Violation {
  readonly promise: PromiseId
  readonly says: string
}
