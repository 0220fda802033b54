import { describe, expect, it } from 'vitest';
import { Stage, type Speaker } from '../../../web/audio/stage.svelte.js';

/** A loudspeaker that does what it is told at once, and lets time pass by hand. */
class PaperSpeaker implements Speaker {
  src = '';
  duration = NaN;
  volume = 1;
  muted = false;
  paused = true;
  #time = 0;
  readonly #listeners = new Map<string, (() => void)[]>();

  get currentTime(): number {
    return this.#time;
  }

  set currentTime(time: number) {
    this.#time = time;
    this.tell('seeked');
  }

  async play(): Promise<void> {
    this.paused = false;
    this.tell('play');
  }

  pause(): void {
    this.paused = true;
    this.tell('pause');
  }

  load(): void {}

  removeAttribute(): void {
    this.src = '';
    this.tell('error');
  }

  addEventListener = ((type: string, listener: () => void) => void this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener])) as Speaker['addEventListener'];

  tell(type: string): void {
    for (const listener of this.#listeners.get(type) ?? []) listener();
  }

  /** Plays on for some seconds. */
  pass(seconds: number): void {
    this.#time = Math.min(this.duration, this.#time + seconds);
    if (this.#time === this.duration) {
      this.paused = true;
      this.tell('ended');
    }
    this.tell('timeupdate');
  }
}

function setUp() {
  const speaker = new PaperSpeaker();
  return { speaker, stage: new Stage(speaker, { nextFrame: () => {} }) };
}

describe('Stage', () => {
  it('plays one clip at a time', () => {
    const { speaker, stage } = setUp();
    stage.play('a', 0);
    stage.play('b', 2);
    expect([speaker.src, stage.isPlaying('a'), stage.isPlaying('b'), stage.timeOf('a'), stage.timeOf('b')]).toEqual(['b', false, true, null, 2]);
  });

  it('says how long a clip is only of the one that is on', () => {
    const { speaker, stage } = setUp();
    stage.play('a', 0);
    speaker.duration = 3;
    speaker.tell('durationchange');
    expect([stage.durationOf('a'), stage.durationOf('b')]).toEqual([3, NaN]);
    stage.play('b', 0);
    expect(stage.durationOf('b')).toBeNaN();
  });

  it('is under way while it plays or rests in the middle, not before and not after', () => {
    const { speaker, stage } = setUp();
    expect(stage.isUnderway('a')).toBe(false);
    stage.play('a', 0);
    speaker.duration = 3;
    speaker.tell('durationchange');
    speaker.pass(1);
    expect(stage.isUnderway('a')).toBe(true);
    stage.pause();
    expect([stage.isUnderway('a'), stage.isPlaying('a')]).toEqual([true, false]);
    speaker.pass(5);
    expect(stage.isUnderway('a')).toBe(false);
    stage.play('a', 3);
    expect(stage.timeOf('a')).toBe(0);
  });

  it('falls silent when the card of its clip goes, and for no other', () => {
    const { speaker, stage } = setUp();
    stage.play('a', 0);
    stage.leave('b');
    expect(stage.isPlaying('a')).toBe(true);
    stage.leave('a');
    expect([speaker.paused, speaker.src, stage.address, stage.hasFailed('a')]).toEqual([true, '', '', false]);
  });

  it('says which clip could not be played, until it is tried again', () => {
    const { speaker, stage } = setUp();
    stage.play('a', 0);
    speaker.tell('error');
    expect([stage.hasFailed('a'), stage.hasFailed('b'), stage.isPlaying('a')]).toEqual([true, false, false]);
    stage.play('a', 0);
    expect(stage.hasFailed('a')).toBe(false);
  });
});
