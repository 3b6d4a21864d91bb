/** Why the station cannot be opened, in words for whoever started it. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen'
}
