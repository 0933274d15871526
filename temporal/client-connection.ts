import { Connection, type ConnectionOptions } from '@temporalio/client';

/**
 * How long gRPC waits between two attempts to connect, in milliseconds. Its own bound is two minutes: after an outage
 * of some minutes nothing would be told to Temporal for about as long again. `npm run faults -- --only held-starts`
 * measures it.
 */
const reconnect = { 'grpc.initial_reconnect_backoff_ms': 250, 'grpc.max_reconnect_backoff_ms': 2_000 };

/** A connection that is made when it is first used, and again soon after Temporal is back, however long it was away. */
export const clientConnection = ({ channelArgs, ...options }: ConnectionOptions): Connection =>
  Connection.lazy({ ...options, channelArgs: { ...reconnect, ...channelArgs } });
