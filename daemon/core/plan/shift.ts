/**
 * From the clock of before to the one that it was set to: what happened so long ago happened so long ago, and what is
 * waited for comes in as long as before. What is planned goes by whatever the clock shows, and is left alone.
 */
import { after, type Duration, earliest, type Instant, millis, NEVER } from '../time.js'

export interface Shift {
  /** By the clock as it is now. */
  readonly now: Instant
  /** How far it was set. */
  readonly by: Duration
}

/** Nothing that happened lies ahead: time that never goes backwards may have been up to 2 s before its clock. */
export function happened(at: Instant, shift: Shift): Instant
export function happened(at: Instant | undefined, shift: Shift): Instant | undefined
export function happened(at: Instant | undefined, { now, by }: Shift): Instant | undefined {
  return at === undefined ? undefined : earliest(after(at, by), now)
}

export function awaited(at: Instant, shift: Shift): Instant
export function awaited(at: Instant | undefined, shift: Shift): Instant | undefined
export function awaited(at: Instant | undefined, { by }: Shift): Instant | undefined {
  return at === undefined || at >= NEVER ? at : after(at, by)
}

/** By the clock of before it was over. */
export const wasOver = (at: Instant, { now, by }: Shift): boolean => at <= after(now, millis(-by))

/** `known` with its instants as they now are. One that is added to it later, and forgotten, does not compile. */
export const shifted = <T extends object>(known: T, times: NoInfer<Instants<T>>): T => ({
  ...known,
  ...times,
})

/** What of `T` is an instant or holds some. */
export type Instants<T> = {
  readonly [Field in keyof Required<T> as true extends HasInstant<T[Field & keyof T]>
    ? Field
    : never]: T[Field & keyof T]
}

type HasInstant<T> = T extends Instant
  ? true
  : T extends string | number | boolean | undefined
    ? false
    : T extends readonly (infer One)[]
      ? HasInstant<One>
      : { readonly [Field in keyof T]: HasInstant<T[Field]> }[keyof T]
