import { describe, expect, it } from 'vitest';
import { PictureShelf } from '../../../web/images/picture-shelf.js';
import { settle } from '../state/instruments.js';

interface Made {
  readonly path: string;
  readonly pixels: number;
  closed: boolean;
  close(): void;
}

/** A shelf whose pictures arrive when told to. */
function setUp({ mostPixels = 1_000, mostLoads = 2, pixels = 10 } = {}) {
  const begun: string[] = [];
  const aborted: string[] = [];
  const made: Made[] = [];
  const waiting = new Map<string, { resolve: (made: Made) => void; reject: (error: Error) => void }>();
  const shelf = new PictureShelf<Made>(
    (path, signal) => {
      begun.push(path);
      return new Promise((resolve, reject) => {
        waiting.set(path, { resolve, reject });
        signal.addEventListener('abort', () => {
          aborted.push(path);
          reject(new DOMException('no longer wanted', 'AbortError'));
        });
      });
    },
    { mostPixels, mostLoads },
  );
  const viewer = () => {
    const told: string[] = [];
    return { told, ...join(told) };
  };
  const join = (told: string[]) => {
    const one = shelf.join((path, outcome) => told.push(outcome instanceof Error ? `${path}: ${outcome.message}` : path));
    return { want: (...paths: string[]) => one.want(paths), leave: () => one.leave() };
  };
  const arrive = async (path: string): Promise<void> => {
    const picture: Made = { path, pixels, closed: false, close: () => (picture.closed = true) };
    made.push(picture);
    waiting.get(path)?.resolve(picture);
    await settle();
  };
  const fail = async (path: string): Promise<void> => {
    waiting.get(path)?.reject(new Error('gone'));
    await settle();
  };
  return { shelf, begun, aborted, made, viewer, arrive, fail };
}

describe('the shelf of pictures', () => {
  it('fetches a few at a time, what is to be shown before what is fetched ahead, each viewer in turn', async () => {
    const { begun, viewer, arrive } = setUp();
    const [first, second, third] = [viewer(), viewer(), viewer()];
    first.want('a0', 'a1', 'a2');
    second.want('b0', 'b1');
    third.want('c0');
    expect(begun).toEqual(['a0', 'b0']);
    await arrive('a0');
    expect(begun).toEqual(['a0', 'b0', 'c0']);
    await arrive('b0');
    expect(begun).toHaveLength(3);
    await arrive('c0');
    expect([first.told, second.told, third.told]).toEqual([['a0'], ['b0'], ['c0']]);
    expect(begun.slice(3).sort()).toEqual(['a1', 'b1']);
  });

  it('gives up what is fetched ahead when its slot is needed for what is to be shown', async () => {
    const { begun, aborted, viewer, arrive } = setUp();
    const [first, second] = [viewer(), viewer()];
    first.want('a0', 'a1', 'a2');
    await arrive('a0');
    expect(begun).toEqual(['a0', 'a1', 'a2']);
    second.want('b0');
    expect([begun.at(-1), aborted]).toEqual(['b0', ['a1']]);
  });

  it('answers at once what it has', async () => {
    const { begun, viewer, arrive } = setUp();
    const one = viewer();
    one.want('a', 'b');
    await arrive('a');
    await arrive('b');
    one.want('b', 'a');
    expect(one.told).toEqual(['a', 'b']);
    expect(begun).toEqual(['a', 'b']);
  });

  it('drops what a scrub overtook before it was begun, and shows what arrives as long as it is newer than what is shown', async () => {
    const { begun, viewer, arrive, aborted } = setUp({ mostLoads: 2 });
    const one = viewer();
    for (const path of ['p0', 'p1', 'p2', 'p3', 'p4']) one.want(path);
    expect(begun).toEqual(['p0', 'p1']);
    await arrive('p1');
    expect(one.told).toEqual(['p1']);
    // Older than what is shown: of no use.
    expect(aborted).toEqual(['p0']);
    expect(begun).toEqual(['p0', 'p1', 'p4']);
    await arrive('p4');
    expect(one.told).toEqual(['p1', 'p4']);
  });

  it('lets the pictures go that were used longest ago, and none that is shown', async () => {
    const { shelf, made, viewer, arrive } = setUp({ mostPixels: 30, mostLoads: 1 });
    const [still, scrubbing] = [viewer(), viewer()];
    still.want('s');
    await arrive('s');
    for (const path of ['a', 'b', 'c', 'd']) {
      scrubbing.want(path);
      await arrive(path);
    }
    expect(shelf.pixels).toBe(30);
    expect(made.filter(({ closed }) => closed).map(({ path }) => path)).toEqual(['a', 'b']);
  });

  it('says once that a picture could not be fetched, and tries again when it is wanted again', async () => {
    const { begun, viewer, fail, arrive } = setUp();
    const one = viewer();
    one.want('a', 'b');
    await fail('b');
    await fail('a');
    expect(one.told).toEqual(['a: gone']);
    expect(begun).toEqual(['a', 'b']);
    one.want('a');
    await arrive('a');
    expect(one.told).toEqual(['a: gone', 'a']);
  });

  it('stops fetching for a viewer that left, unless another wants the same', async () => {
    const { aborted, viewer, arrive } = setUp();
    const [one, other] = [viewer(), viewer()];
    one.want('a');
    other.want('a');
    one.leave();
    expect(aborted).toEqual([]);
    await arrive('a');
    expect([one.told, other.told]).toEqual([[], ['a']]);
    const third = viewer();
    third.want('z');
    third.leave();
    expect(aborted).toEqual(['z']);
  });
});
