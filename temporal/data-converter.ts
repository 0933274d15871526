import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { CodecKeys } from './codec/codec-keys.ts';
import { payloadCodec } from './codec/payload-codec.ts';

/** The failure converter that hands messages and stacks to the codec. */
export const failureConverterPath = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));

/**
 * How clients and workers write and read what Temporal stores. All that speak to one namespace must have the
 * same; a payload that this process cannot read fails with an error that names the key.
 */
export const dataConverter = (keys: CodecKeys): DataConverter => ({
  payloadCodecs: [payloadCodec(keys)],
  ...(keys.writing && { failureConverterPath }),
});
