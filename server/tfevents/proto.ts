/**
 * The only importer of the generated protobuf code. Settled before anything is decoded: 64-bit integers are numbers (steps
 * beyond ±2^53 are rounded; `event.ts` counts them), text need not be UTF-8 (`proto-settings.ts`). Bytes fields are views of
 * the input, not copies.
 */
import './proto-settings.js'; // before the generated code
import protobuf from 'protobufjs/minimal.js';
import { tensorboard } from '#proto';

/** Walks over encoded messages. */
export const { Reader } = protobuf;
export const Event = tensorboard.Event;
export const MetaGraphDef = tensorboard.MetaGraphDef;
export const hparams = tensorboard.hparams;
export const ImagePluginData = tensorboard.ImagePluginData;
export const AudioPluginData = tensorboard.AudioPluginData;
export const PrCurvePluginData = tensorboard.PrCurvePluginData;
export const MeshPluginData = tensorboard.MeshPluginData;
export const Layout = tensorboard.Layout;

export type Reader = protobuf.Reader;
export type EventProto = tensorboard.IEvent;
export type SummaryValueProto = tensorboard.Summary.IValue;
export type TensorProto = tensorboard.ITensorProto;
export type HistogramProto = tensorboard.IHistogramProto;
export type SummaryMetadataProto = tensorboard.ISummaryMetadata;
