package io.tradebus.example.gateway.flow;

/** What became of the attempt to send an order. */
public enum Submission {
    /** In the log; a decision will come. */
    SENT,
    /** The risk service has not kept up; try again later. */
    BACK_PRESSURED,
    /** There is no risk service, or it is just being begun with anew; try again later. */
    NO_RISK_SERVICE,
    /** An order of the same id still waits for its decision. */
    ID_IN_USE
}
