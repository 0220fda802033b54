/**
 * The only importer of the generated protobuf code. It settles two things once, before anything is decoded:
 *
 * - 64-bit integers are numbers (`int64.ts`). Steps beyond ±2^53 are rounded; `event.ts` counts them.
 * - Bytes fields are views of the input, not copies.
 */
import './int64.js'; // before the generated code
import { tensorboard } from '#proto';

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
