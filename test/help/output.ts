/** A place for commands to write, that remembers. */
import type { Output } from '../../daemon/commands/show-problems.js'

export interface HeardOutput extends Output {
  readonly heard: { result: string; trouble: string }
}

export function heardOutput(colour = false): HeardOutput {
  const heard = { result: '', trouble: '' }
  return {
    heard,
    colour,
    result: (text) => {
      heard.result += text
    },
    trouble: (text) => {
      heard.trouble += text
    },
  }
}
