/** A broken assumption throws `Broken`: that airing is parked on its looping script, the others are left alone. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

export function assert(holds: boolean, says: string): asserts holds {
  if (!holds) throw new Broken(says)
}

/** The end of an exhaustive switch: a forgotten case does not compile. */
export function unreachable(value: never): never {
  throw new Broken(`unforeseen: ${JSON.stringify(value)}`)
}

/** What is told of whatever was thrown. */
export const sayOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown)
