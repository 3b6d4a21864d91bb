/** What a sweep must have met, or it proves nothing. */
export const MUST_REACH: readonly string[] = []
