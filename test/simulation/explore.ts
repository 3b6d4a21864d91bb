/** Every way a run of choices can go, depth first: 0 is the usual, anything else is a fault, and there are few of those. */
export type Choose = (options: number) => number

export interface Part {
  readonly index: number
  readonly of: number
}

const WHOLE: Part = { index: 0, of: 1 }

/** Returns how many ways there were. A part takes those whose first fault is at a place of its own. */
export async function explore(
  faultsMax: number,
  play: (choose: Choose) => Promise<void>,
  part: Part = WHOLE,
): Promise<number> {
  let path: readonly number[] = []
  for (let ways = 1; ; ways++) {
    const trail: { readonly chosen: number; readonly options: number }[] = []
    await play((options) => {
      const chosen = path[trail.length] ?? 0
      trail.push({ chosen, options })
      return chosen
    })
    const next = following(trail, faultsMax, part)
    if (!next) return ways
    path = next
  }
}

function following(
  trail: readonly { readonly chosen: number; readonly options: number }[],
  faultsMax: number,
  part: Part,
): readonly number[] | undefined {
  let before = trail.reduce((sum, { chosen }) => sum + (chosen > 0 ? 1 : 0), 0)
  for (let at = trail.length - 1; at >= 0; at--) {
    const { chosen, options } = trail[at] ?? { chosen: 0, options: 0 }
    if (chosen > 0) before -= 1
    const isMine = before > 0 || at % part.of === part.index
    if (isMine && chosen + 1 < options && before < faultsMax)
      return [...trail.slice(0, at).map((one) => one.chosen), chosen + 1]
  }
  return undefined
}
