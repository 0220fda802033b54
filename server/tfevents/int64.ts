/**
 * Makes protobufjs read 64-bit integers as numbers. To be imported before any generated code: left alone it answers `Long`
 * objects as soon as the package `long` is installed, whatever its types say, and generated code takes the default of
 * an int64 that was not written (step 0, as a rule) from this setting at the moment it is loaded.
 */
import protobuf from 'protobufjs/minimal.js';

protobuf.util.Long = null as unknown as typeof protobuf.util.Long;
protobuf.configure();
