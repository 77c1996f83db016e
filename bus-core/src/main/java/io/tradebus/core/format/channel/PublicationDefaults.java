package io.tradebus.core.format.channel;

/**
 * What holds for a publication whose channel does not say otherwise. The caller chooses it for the medium.
 *
 * @param log its log, the window 0 for half a term
 * @param untethered how untethered subscribers are treated
 * @param lingerNs nanoseconds that a network publication stays after everything was sent
 * @param maxResend ranges that may wait to be sent again
 * @param isEosSent whether the end of the stream is sent
 * @param isConnectedBySpies whether local spies stand for receivers
 */
public record PublicationDefaults(
        LogParams log,
        UntetheredTimeouts untethered,
        long lingerNs,
        int maxResend,
        boolean isEosSent,
        boolean isConnectedBySpies) {}
