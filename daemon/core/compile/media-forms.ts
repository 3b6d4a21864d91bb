/** What a platform takes of sound and picture, as data of its dialect: media/ makes files of these forms. */

export interface SoundForm {
  readonly kind: 'sound'
  /** What ffmpeg writes, and the ending of the file. */
  readonly container: 'mp3' | 'wav'
  readonly codec: 'libmp3lame' | 'pcm_s16le'
  /** Hz. */
  readonly rate: number
  readonly channels: 1 | 2
  /** undefined: the codec has none to choose. */
  readonly kbits: number | undefined
}

/** The short side fills, the long one is cut at both ends. */
export interface ImageForm {
  readonly kind: 'image'
  readonly width: number
  readonly height: number
  /**
   * What is a jpg stays one: a photograph is a tenth of the png it would become, and a platform has seconds to fetch
   * it. All others become png, which keeps what can be seen through and edges of letters.
   */
  readonly as?: 'jpg'
}

/** As the image, h264 in mp4, without its sound: what a platform does with that is not known. */
export interface FilmForm {
  readonly kind: 'film'
  readonly width: number
  readonly height: number
}

export type Form = SoundForm | ImageForm | FilmForm
