package io.tradebus.core.client;

/**
 * What the driver says of an image when it announces it.
 *
 * @param correlationId the image; for IPC and spies the registration id of the publication
 * @param subscriberPositionId counter in which the subscription keeps its position
 * @param sourceIdentity where it comes from: {@code host:port}, or {@code aeron:ipc}
 */
record ImageDescription(long correlationId, int sessionId, int subscriberPositionId, String sourceIdentity) {}
