package io.tradebus.core.config;

/** Whether receivers of a stream act as one of many. */
public enum GroupConsideration {
    /** They do when the channel is multicast. */
    INFER,
    /** They always do. */
    TRUE,
    /** They never do. */
    FALSE
}
