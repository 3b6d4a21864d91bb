/** A value that prints as `[secret]` wherever it is printed by mistake: strings, JSON, inspection, errors. */
import { inspect } from 'node:util'

export interface Secret {
  /** The value itself. Only where it goes on the wire. */
  readonly reveal: () => string
}

export const secret = (value: string): Secret =>
  Object.freeze({
    reveal: () => value,
    toString: () => '[secret]',
    toJSON: () => '[secret]',
    [inspect.custom]: () => '[secret]',
  })
