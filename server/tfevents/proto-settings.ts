/**
 * Settings of protobufjs, to be imported before any generated code, which takes some of them at the moment it is loaded.
 *
 * - 64-bit integers are numbers. Left alone it answers `Long` objects as soon as the package `long` is installed, whatever
 *   its types say, also for an int64 that was not written (step 0, as a rule).
 * - Text that is not UTF-8 is read, with U+FFFD in place of what is not. Left alone it refuses the whole event for the sake
 *   of one odd byte in a tag.
 */
import protobuf from 'protobufjs/minimal.js';

protobuf.util.Long = null as unknown as typeof protobuf.util.Long;
protobuf.configure();

protobuf.Reader.prototype.stringVerify = function (this: protobuf.Reader) {
  return this.string();
};
