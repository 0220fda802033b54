/**
 * The hot loop of reading, as AssemblyScript (a subset of TypeScript with machine integers) compiled to WebAssembly.
 *
 * It walks framed records, checks both checksums of each, and decodes the two shapes that nearly every event of a
 * scalar log has, into flat rows. Everything else it only points at ("others"), for the general decoder. It decides
 * nothing that the general decoder would decide otherwise: a payload is taken here only when every byte of it is
 * accounted for by one of the two shapes.
 *
 * Why not JavaScript: measured on 53-byte records, one thread, this loop takes 0.40 s for 10 M records, checksums
 * included; the same loop in JavaScript takes about three times as long (64-bit loads and integers that stay
 * integers make the difference). The compiled module is 3 kB and committed; `npm run kernel` builds it.
 *
 * Memory (bytes), set out once and never grown:
 *
 *   0        scratch
 *   1024     CRC-32C tables, 8 × 256 × u32
 *   9216     masked CRC of each record length below 4096, u32 each
 *   25600    points of each tag while rows are grouped, u32 each, zero in between
 *   65536    tag slots: hash table of u32 pointers to tag entries
 *   131072   tag entries: [length u32][id u32][tag that came next u32][bytes, padded to 8]
 *   1 MiB    others: [kind u32][offset u32][payload length u32][rows before it u32]
 *   2 MiB    rows: [wall time f64][step f64][value f32][tag id u32, highest bit set when written as a tensor]
 *   6 MiB    groups: [tag id of the first row, as in rows u32][first point u32][points u32][unused u32]
 *   6.125    points of the groups: steps f64, wall times f64, values f64, each as long as rows can be many
 *   10.25    input, then slack so that wide loads at its end stay inside the memory
 */

const CRC_TABLES: usize = 1024;
const LENGTH_CRCS: usize = 9216;
const LENGTH_CRCS_COUNT: u64 = 4096;
const TAG_COUNTS: usize = 25600;
const TAG_SLOTS: usize = 65536;
const TAG_SLOT_COUNT: u32 = 16384;
const TAG_ENTRIES: usize = 131072;
const TAG_ENTRIES_END: usize = 1048576;
const MOST_TAGS: u32 = 8192;
const OTHERS: usize = 1048576;
const OTHERS_END: usize = 2097152;
const ROWS: usize = 2097152;
const ROWS_END: usize = 6291456;
const GROUPS: usize = 6291456;
const STEPS: usize = 6422528;
const MOST_ROWS: usize = 174762;
const WALL_TIMES: usize = STEPS + MOST_ROWS * 8;
const VALUES: usize = WALL_TIMES + MOST_ROWS * 8;
const INPUT: usize = 10747904;

const TAG_HEADER: usize = 12;
const OTHER_BYTES: usize = 16;
const ROW_BYTES: usize = 24;
const GROUP_BYTES: usize = 16;

/** Why `scan` stopped. */
const STOPPED_TRUNCATED: i32 = 0;
const STOPPED_LENGTH_CHECKSUM: i32 = 1;
const STOPPED_FULL: i32 = 2;
const STOPPED_LARGE: i32 = 3;

/** Marks a row's tag id. */
const AS_TENSOR: u32 = 0x80000000;

const OTHER_EVENT: u32 = 0;
const OTHER_DATA_CHECKSUM: u32 = 1;

let position: usize = INPUT;
let rowsEnd: usize = ROWS;
let othersEnd: usize = OTHERS;
let tagEntriesEnd: usize = TAG_ENTRIES;
let tagCount: u32 = 0;
let lastTag: usize = 0;
let leastTime: f64 = Infinity;

export function inputOffset(): usize {
  return INPUT;
}
export function rowsOffset(): usize {
  return ROWS;
}
export function othersOffset(): usize {
  return OTHERS;
}
export function groupsOffset(): usize {
  return GROUPS;
}
export function stepsOffset(): usize {
  return STEPS;
}
export function mostRows(): usize {
  return MOST_ROWS;
}
/** Smallest wall time of the rows grouped last; Infinity when there were none. */
export function leastWallTime(): f64 {
  return leastTime;
}
export function tagsOffset(): usize {
  return TAG_ENTRIES;
}
export function rowCount(): u32 {
  return <u32>((rowsEnd - ROWS) / ROW_BYTES);
}
export function otherCount(): u32 {
  return <u32>((othersEnd - OTHERS) / OTHER_BYTES);
}
export function tags(): u32 {
  return tagCount;
}
/** Where the scan stopped: offset within the input of the first byte not consumed. */
export function stoppedAt(): u32 {
  return <u32>(position - INPUT);
}

/** Fills the tables. Once, after instantiation. */
export function initialise(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    store<u32>(CRC_TABLES + (byte << 2), crc);
  }
  for (let table: u32 = 1; table < 8; table++) {
    for (let byte: u32 = 0; byte < 256; byte++) {
      const previous = load<u32>(CRC_TABLES + ((table - 1) << 10) + (byte << 2));
      store<u32>(
        CRC_TABLES + (table << 10) + (byte << 2),
        load<u32>(CRC_TABLES + ((previous & 255) << 2)) ^ (previous >>> 8),
      );
    }
  }
  for (let length: u64 = 0; length < LENGTH_CRCS_COUNT; length++) {
    store<u64>(0, length);
    store<u32>(LENGTH_CRCS + (<usize>length << 2), maskedCrc(0, 8));
  }
}

/** Forgets all tags. Tag ids of later scans begin again at 0. */
export function forgetTags(): void {
  memory.fill(TAG_SLOTS, 0, TAG_SLOT_COUNT << 2);
  tagEntriesEnd = TAG_ENTRIES;
  tagCount = 0;
  lastTag = 0;
}

/** Masked CRC-32C of memory[start, end): eight bytes a turn, a table each ("slicing by eight"). */
@inline
function maskedCrc(start: usize, end: usize): u32 {
  let crc: u32 = 0xffffffff;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    const low = load<u32>(at) ^ crc;
    const high = load<u32>(at, 4);
    crc =
      load<u32>(CRC_TABLES + 7168 + ((low & 255) << 2)) ^
      load<u32>(CRC_TABLES + 6144 + (((low >>> 8) & 255) << 2)) ^
      load<u32>(CRC_TABLES + 5120 + (((low >>> 16) & 255) << 2)) ^
      load<u32>(CRC_TABLES + 4096 + ((low >>> 24) << 2)) ^
      load<u32>(CRC_TABLES + 3072 + ((high & 255) << 2)) ^
      load<u32>(CRC_TABLES + 2048 + (((high >>> 8) & 255) << 2)) ^
      load<u32>(CRC_TABLES + 1024 + (((high >>> 16) & 255) << 2)) ^
      load<u32>(CRC_TABLES + ((high >>> 24) << 2));
  }
  if (at + 4 <= end) {
    crc ^= load<u32>(at);
    crc =
      load<u32>(CRC_TABLES + 3072 + ((crc & 255) << 2)) ^
      load<u32>(CRC_TABLES + 2048 + (((crc >>> 8) & 255) << 2)) ^
      load<u32>(CRC_TABLES + 1024 + (((crc >>> 16) & 255) << 2)) ^
      load<u32>(CRC_TABLES + ((crc >>> 24) << 2));
    at += 4;
  }
  for (; at < end; at++) crc = load<u32>(CRC_TABLES + (((crc ^ load<u8>(at)) & 255) << 2)) ^ (crc >>> 8);
  crc = ~crc;
  return rotr<u32>(crc, 15) + 0xa282ead8;
}

/** Compares from the front, then the last eight (or four) bytes once more rather than one by one. */
@inline
function sameBytes(a: usize, b: usize, length: usize): bool {
  if (length >= 8) {
    for (let at: usize = 0; at + 8 < length; at += 8) if (load<u64>(a + at) != load<u64>(b + at)) return false;
    return load<u64>(a + length - 8) == load<u64>(b + length - 8);
  }
  if (length >= 4) return load<u32>(a) == load<u32>(b) && load<u32>(a + length - 4) == load<u32>(b + length - 4);
  for (let at: usize = 0; at < length; at++) if (load<u8>(a + at) != load<u8>(b + at)) return false;
  return true;
}

/** Entry of the tag whose bytes stand at `at`; a new one if need be; 0 when there is no room for another. */
function findTag(at: usize, length: usize): usize {
  let hash: u32 = 0x811c9dc5; // FNV-1a
  for (let i: usize = 0; i < length; i++) hash = (hash ^ load<u8>(at + i)) * 0x01000193;
  let slot = hash & (TAG_SLOT_COUNT - 1);
  for (;;) {
    const entry: usize = load<u32>(TAG_SLOTS + (slot << 2));
    if (entry == 0) break;
    if (load<u32>(entry) == <u32>length && sameBytes(entry + TAG_HEADER, at, length)) return entry;
    slot = (slot + 1) & (TAG_SLOT_COUNT - 1);
  }
  const entry = tagEntriesEnd;
  const end = entry + TAG_HEADER + ((length + 7) & ~7);
  if (tagCount == MOST_TAGS || end + 4 > TAG_ENTRIES_END) return 0;
  store<u32>(entry, <u32>length);
  store<u32>(entry, tagCount, 4);
  store<u32>(entry, 0, 8);
  memory.copy(entry + TAG_HEADER, at, length);
  store<u32>(TAG_SLOTS + (slot << 2), <u32>entry);
  tagEntriesEnd = (end + 3) & ~3;
  tagCount++;
  return entry;
}

/**
 * Takes the payload [at, end) as a row when it is exactly one of
 *
 *   09 wall:f64  [10 step:varint]  2a len { 0a len { 0a len tag  15 value:f32 } }
 *   09 wall:f64  [10 step:varint]  2a len { 0a len { 0a len tag  42 len { 08 01  [12 00]  22 04 value:f32 } } }
 *
 * with every length below 128 and every submessage ending exactly where its parent does. The first is what PyTorch,
 * tensorboardX and TF1 write, the second what TF2 writes after a tag's first value (dtype FLOAT, empty shape,
 * tensor_content). Wall times that are not finite go to the general decoder, which counts them.
 */
@inline
function takeRow(start: usize, end: usize): bool {
  let at = start;
  if (end - at < 9 || load<u8>(at) != 0x09) return false;
  const wallTime = load<f64>(at, 1);
  if (!(Math.abs(wallTime) < Infinity)) return false;
  at += 9;

  let step: i64 = 0;
  if (at < end && load<u8>(at) == 0x10) {
    at++;
    let shift: i64 = 0;
    let byte: i64;
    do {
      if (at >= end || shift > 49) return false; // past 2^53, or negative: rare, left to the general decoder
      byte = load<u8>(at++);
      step |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    if (step > 9007199254740992) return false;
  }

  if (end - at > 129 || end - at < 6) return false; // so that each length below is one byte
  if (load<u8>(at) != 0x2a || at + 2 + load<u8>(at, 1) != end) return false;
  at += 2;
  if (load<u8>(at) != 0x0a || at + 2 + load<u8>(at, 1) != end) return false;
  at += 2;
  if (end - at < 7 || load<u8>(at) != 0x0a) return false;
  const tagLength: usize = load<u8>(at, 1);
  const tag = at + 2;
  if (tagLength == 0) return false; // a missing tag may be named by node_name
  at = tag + tagLength;
  if (at + 5 > end) return false;
  let value: u32;
  let form: u32 = 0;
  if (load<u8>(at) == 0x15) {
    if (at + 5 != end) return false;
    value = load<u32>(at, 1);
  } else if (load<u16>(at, 2) == 0x0108 && load<u8>(at) == 0x42 && at + 2 + load<u8>(at, 1) == end) {
    at += 4;
    if (at + 2 <= end && load<u16>(at) == 0x0012) at += 2;
    if (at + 6 != end || load<u16>(at) != 0x0422) return false;
    value = load<u32>(at, 2);
    form = AS_TENSOR;
  } else return false;

  // Writers go through their tags in the same order at every step: try the tag that followed the last one first.
  let entry: usize = 0;
  if (lastTag != 0) {
    const next: usize = load<u32>(lastTag, 8);
    if (next != 0 && load<u32>(next) == <u32>tagLength && sameBytes(next + TAG_HEADER, tag, tagLength)) entry = next;
  }
  if (entry == 0) {
    entry = findTag(tag, tagLength);
    if (entry == 0) return false;
    if (lastTag != 0) store<u32>(lastTag, <u32>entry, 8);
  }
  lastTag = entry;

  store<f64>(rowsEnd, wallTime);
  store<f64>(rowsEnd, <f64>step, 8);
  store<u32>(rowsEnd, value, 16);
  store<u32>(rowsEnd, load<u32>(entry, 4) | form, 20);
  rowsEnd += ROW_BYTES;
  return true;
}

@inline
function addOther(kind: u32, offset: usize, length: u32): void {
  store<u32>(othersEnd, kind);
  store<u32>(othersEnd, <u32>(offset - INPUT), 4);
  store<u32>(othersEnd, length, 8);
  store<u32>(othersEnd, <u32>((rowsEnd - ROWS) / ROW_BYTES), 12);
  othersEnd += OTHER_BYTES;
}

/**
 * Reads whole records of input[from, to). Rows and others of the scan before are overwritten; tags stay.
 *
 * Returns why it stopped; `stoppedAt` says where:
 * - truncated: what follows is not a whole record (or nothing follows);
 * - length checksum: the header there is wrong;
 * - full: rows or others are full, call again from there;
 * - large: the header there is right, and the record longer than `large` bytes.
 */
export function scan(from: u32, to: u32, large: u64): i32 {
  rowsEnd = ROWS;
  othersEnd = OTHERS;
  let at = INPUT + <usize>from;
  const end = INPUT + <usize>to;
  let stopped = STOPPED_TRUNCATED;
  while (end - at >= 12) {
    if (rowsEnd + ROW_BYTES > ROWS_END || othersEnd + OTHER_BYTES > OTHERS_END) {
      stopped = STOPPED_FULL;
      break;
    }
    const length = load<u64>(at);
    const lengthCrc = length < LENGTH_CRCS_COUNT ? load<u32>(LENGTH_CRCS + (<usize>length << 2)) : maskedCrc(at, at + 8);
    if (lengthCrc != load<u32>(at, 8)) {
      stopped = STOPPED_LENGTH_CHECKSUM;
      break;
    }
    if (length > large) {
      stopped = STOPPED_LARGE;
      break;
    }
    const payload = at + 12;
    if (length + 4 > <u64>(end - payload)) break;
    const payloadEnd = payload + <usize>length;
    if (maskedCrc(payload, payloadEnd) != load<u32>(payloadEnd)) {
      addOther(OTHER_DATA_CHECKSUM, at, <u32>length);
    } else if (!takeRow(payload, payloadEnd)) {
      addOther(OTHER_EVENT, at, <u32>length);
    }
    at = payloadEnd + 4;
  }
  position = at;
  return stopped;
}

/**
 * Puts the points of rows [from, to) of the last scan together by tag, in the order of the rows within each: a counting sort into
 * columns, so that the host takes whole columns rather than rows. Returns how many tags there are; `groups` says which and where,
 * in order of first sight.
 */
export function group(from: u32, to: u32): u32 {
  const begin = ROWS + <usize>from * ROW_BYTES;
  const end = ROWS + <usize>to * ROW_BYTES;
  let groupsEnd = GROUPS;
  leastTime = Infinity;
  for (let row = begin; row < end; row += ROW_BYTES) {
    const tag = load<u32>(row, 20);
    const counter = TAG_COUNTS + (<usize>(tag & ~AS_TENSOR) << 2);
    const count = load<u32>(counter);
    if (count == 0) {
      store<u32>(groupsEnd, tag);
      groupsEnd += GROUP_BYTES;
    }
    store<u32>(counter, count + 1);
    leastTime = min(leastTime, load<f64>(row));
  }
  let first: u32 = 0;
  for (let at = GROUPS; at < groupsEnd; at += GROUP_BYTES) {
    const counter = TAG_COUNTS + (<usize>(load<u32>(at) & ~AS_TENSOR) << 2);
    const count = load<u32>(counter);
    store<u32>(at, first, 4);
    store<u32>(at, count, 8);
    store<u32>(counter, first);
    first += count;
  }
  for (let row = begin; row < end; row += ROW_BYTES) {
    const counter = TAG_COUNTS + (<usize>(load<u32>(row, 20) & ~AS_TENSOR) << 2);
    const point = load<u32>(counter);
    const at = <usize>point << 3;
    store<f64>(WALL_TIMES + at, load<f64>(row));
    store<f64>(STEPS + at, load<f64>(row, 8));
    store<f64>(VALUES + at, <f64>load<f32>(row, 16));
    store<u32>(counter, point + 1);
  }
  for (let at = GROUPS; at < groupsEnd; at += GROUP_BYTES) store<u32>(TAG_COUNTS + (<usize>(load<u32>(at) & ~AS_TENSOR) << 2), 0);
  return <u32>((groupsEnd - GROUPS) / GROUP_BYTES);
}
