/**
 * A rundown as its schema lets it through, shared files put in: what is still text here becomes
 * durations and times in normalise.ts.
 */
import type { Breach } from './breach.js'
import type { Doubt, OnCut, Urgency } from './rundown.js'

export interface WrittenRundown {
  readonly show: string
  readonly title?: string
  readonly account?: string
  readonly timezone?: string
  readonly schedule: readonly WrittenSlot[]
  readonly presenter: WrittenPresenter
  readonly stage?: WrittenStage
  readonly script: WrittenScript
  readonly variables?: Readonly<Record<string, WrittenVariable>>
  readonly segments?: readonly WrittenSegment[]
  readonly adlibs?: readonly WrittenAdlib[]
  readonly questions?: WrittenQuestions
  readonly disclosure?: WrittenDisclosure
}

export type WrittenVariable = string | WrittenVariableBlock

export interface WrittenVariableBlock {
  readonly default?: string
  readonly required?: true
  readonly about?: string
}

export interface WrittenSlot {
  readonly cron?: string
  readonly at?: string
  readonly always?: true
  readonly duration?: string
  readonly except?: readonly (string | WrittenCalendar)[]
  readonly overrides?: readonly WrittenOverride[]
  readonly gap?: 'shift' | 'skip'
  readonly fold?: 'first' | 'second' | 'both'
  readonly late?: string
  readonly variables?: Readonly<Record<string, string>>
}

export interface WrittenCalendar {
  readonly calendar: string
}

export interface WrittenOverride {
  readonly on: string
  readonly cancel?: true
  readonly move?: string
  readonly duration?: string
  readonly variables?: Readonly<Record<string, string>>
}

export interface WrittenPresenter {
  readonly role: {
    readonly id: number
    readonly face_feature_id: string
    readonly name: string
    readonly url: string
    readonly position?: { readonly x: number; readonly y: number }
    readonly scale?: number
  }
  readonly voice: {
    readonly id?: string
    readonly qid?: string
    readonly vendor?: number
    readonly name?: string
    readonly language: string
    readonly pitch?: number
    readonly speed?: number
    readonly volume?: number
  }
}

export interface WrittenStage {
  readonly resolution?: readonly number[]
  readonly bitrate?: number
  readonly backgrounds?: readonly WrittenPicture[]
  readonly foregrounds?: readonly WrittenPicture[]
  readonly beautify?: Readonly<Record<string, number>>
}

export interface WrittenPicture {
  readonly image?: string
  readonly video?: string
  readonly name?: string
  readonly box?: readonly number[]
  readonly loop?: boolean
  readonly from?: string
  readonly for?: string
  readonly alternative?: string
}

export interface WrittenSpeech {
  readonly say?: string
  readonly ssml?: boolean
  readonly audio?: string | readonly string[]
}

export interface WrittenScript extends WrittenSpeech {
  readonly repeat?: 'forever' | number
  readonly 'cut-in'?: 'sentence' | 'at-once'
}

export interface WrittenSegment {
  readonly segment: string
  readonly cues: readonly WrittenCue[]
}

export interface WrittenItem extends WrittenSpeech {
  readonly foregrounds?: readonly WrittenPicture[]
  readonly background?: WrittenPicture
  readonly expires?: string
  readonly alternative?: WrittenSpeech
  readonly valid?: string
  readonly urgency?: Urgency
  readonly cut?: OnCut
}

export interface WrittenCue extends Omit<WrittenItem, 'say'> {
  readonly cue: string
  /** A list: variants. */
  readonly say?: string | readonly string[]
  readonly at?: string
  readonly every?: string
  readonly from?: string
  readonly between?: readonly string[]
  readonly after?: string
  readonly start?: 'soft' | 'hard'
  readonly grace?: string
  readonly doubt?: Doubt
  readonly drop?: number | 'never'
}

export interface WrittenAdlib extends WrittenItem {
  readonly adlib: string
}

export interface WrittenQuestions {
  readonly library?: string
  readonly faq?: readonly { readonly q: string | readonly string[]; readonly a: string }[]
  readonly sources?: readonly ('faq' | 'library' | 'model')[]
  readonly otherwise?: string
  readonly answer: string
  readonly cooldown?: string
  readonly perAsker?: string
  readonly backlog?: string
  readonly blocked?: readonly string[]
  readonly expires?: string
  readonly approve?: 'auto' | 'operator'
  readonly approveWithin?: string
  readonly unapproved?: 'decline' | 'air'
}

export interface WrittenDisclosure {
  readonly say: string
  readonly ssml?: boolean
  readonly picture?: {
    readonly image: string
    readonly name?: string
    readonly box?: readonly number[]
  }
  readonly every?: string
}

/** The schema is the proof. */
export const isWritten = (value: unknown, breaches: readonly Breach[]): value is WrittenRundown =>
  breaches.length === 0 && typeof value === 'object'
