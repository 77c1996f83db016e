package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.format.log.LogDescription;

/** A publication as those know it who hold it: clients, who may share it. */
public interface HeldPublication {
    /** Correlation id of the request that created it. */
    long registrationId();

    /** What its log was created with. */
    LogDescription description();

    int sessionId();

    int streamId();

    boolean isExclusive();

    String logFileName();

    int limitCounterId();

    /** Counter id of its endpoint's status, or -1 when it does not leave the machine. */
    int channelStatusId();

    /** Asks for the publication to end at the next timer pass, for all who hold it. */
    void revoke();

    /** Another client holds it. */
    void addReference();

    /** One client less holds it. Returns how many do. */
    int removeReference();

    /** Nobody holds it any more: the stream ends where its tail is. */
    void onLastReferenceRemoved();
}
