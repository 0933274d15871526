// Loaded by path, by the SDK and by the workflow bundle, which both want CommonJS. Failures then keep their
// message and stack in a payload, which the codec encrypts; by default they are plain text.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
