/** Questions a producer thought of, for a rehearsal: what an audience might ask, and when. */
import { type Duration, millis, parseDuration } from '../time.js'

/** As schemas/questions.schema.json lets it through. */
export interface WrittenQuestion {
  readonly at: string
  readonly from: string
  readonly text: string
  readonly approvedAfter?: string
}

export interface PlannedQuestion {
  /** From 1, as the file has them. */
  readonly number: number
  /** Since the start of the show. */
  readonly at: Duration
  readonly from: string
  readonly text: string
  /** Since it was asked; undefined: nobody approves it. */
  readonly approvedAfter: Duration | undefined
}

/** In the order they are asked; of the same instant, in that of the file. */
export const planned = (written: readonly WrittenQuestion[]): readonly PlannedQuestion[] =>
  written
    .map(({ at, from, text, approvedAfter }, index) => ({
      number: index + 1,
      at: offset(at),
      from,
      text,
      approvedAfter: approvedAfter === undefined ? undefined : parseDuration(approvedAfter),
    }))
    .toSorted((one, other) => one.at - other.at)

/** `00:12:30`, or `+12m30s` as in a rundown. */
function offset(written: string): Duration {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):(\d+)$/.exec(written) ?? []
  if (hours === undefined) return parseDuration(written.replace(/^\+/, '')) ?? millis(0)
  return millis(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000)
}
