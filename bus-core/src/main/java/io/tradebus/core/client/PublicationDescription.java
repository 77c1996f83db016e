package io.tradebus.core.client;

/**
 * What is known of a publication when the driver has answered.
 *
 * @param registrationId this instance; two adds of the same stream give two of them
 * @param originalRegistrationId the publication as the driver counts it
 * @param limitCounterId counter with the publisher limit
 * @param channelStatusId counter with the status of the channel, -1 for IPC
 */
record PublicationDescription(
        long registrationId,
        long originalRegistrationId,
        String channel,
        int streamId,
        int sessionId,
        int limitCounterId,
        int channelStatusId) {}
