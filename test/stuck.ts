/**
 * A test that computes for ever stops its own clock, so that no timeout ends it, and the run would wait until somebody
 * looks. This says which files are under way when nothing has ended for long, and ends the run.
 */
import { spawnSync } from 'node:child_process'
import { relative } from 'node:path'
import type { Reporter, TestModule, Vitest } from 'vitest/node'

const LONGEST_SILENCE_MS = 15 * 60_000

export class Stuck implements Reporter {
  readonly #underWay = new Set<string>()
  #limit = LONGEST_SILENCE_MS
  #timer: NodeJS.Timeout | undefined

  onInit({ config }: Vitest): void {
    // One test of a long run may take as long as it was given.
    const given = Number(process.env.STUCK_AFTER_MS) || LONGEST_SILENCE_MS
    this.#limit = Math.max(given, (config.testTimeout ?? 0) * 1.1)
  }

  onTestModuleStart({ moduleId }: TestModule): void {
    this.#underWay.add(moduleId)
    this.#heard()
  }

  onTestCaseResult(): void {
    this.#heard()
  }

  onTestModuleEnd({ moduleId }: TestModule): void {
    this.#underWay.delete(moduleId)
    this.#heard()
  }

  onTestRunEnd(): void {
    clearTimeout(this.#timer)
  }

  #heard(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#giveUp(), this.#limit).unref()
  }

  #giveUp(): void {
    const files = [...this.#underWay].map((path) => `  ${relative(process.cwd(), path)}\n`).join('')
    const minutes = Math.round(this.#limit / 6_000) / 10
    process.stderr.write(
      `\nerror: no test ended for ${minutes} min. Under way, one of them for ever:\n${files}`,
    )
    // They do not hear that the run is over.
    spawnSync('pkill', ['-KILL', '-P', String(process.pid)])
    process.exit(1)
  }
}
