/**
 * The only importer of the generated protobuf code. It settles two things once, before anything is decoded:
 *
 * - 64-bit integers are numbers. Left alone, protobufjs answers `Long` objects as soon as the package `long` is
 *   installed, whatever its types say. Steps beyond ±2^53 are rounded; `event.ts` counts them.
 * - Bytes fields are views of the input, not copies.
 */
import protobuf from 'protobufjs/minimal.js';
import { tensorboard } from '#proto';

protobuf.util.Long = null as unknown as typeof protobuf.util.Long;
protobuf.configure();

export const Event = tensorboard.Event;
export const MetaGraphDef = tensorboard.MetaGraphDef;
export const hparams = tensorboard.hparams;
export const ImagePluginData = tensorboard.ImagePluginData;
export const AudioPluginData = tensorboard.AudioPluginData;
export const PrCurvePluginData = tensorboard.PrCurvePluginData;
export const MeshPluginData = tensorboard.MeshPluginData;
export const Layout = tensorboard.Layout;

export type EventProto = tensorboard.IEvent;
export type SummaryValueProto = tensorboard.Summary.IValue;
export type TensorProto = tensorboard.ITensorProto;
export type HistogramProto = tensorboard.IHistogramProto;
export type SummaryMetadataProto = tensorboard.ISummaryMetadata;
