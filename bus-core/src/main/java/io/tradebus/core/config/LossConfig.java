package io.tradebus.core.config;

/**
 * Datagrams that are lost on purpose, to test applications. Data goes from senders to receivers with all that a sender
 * says; control messages go from receivers to senders.
 *
 * @param receiveData data that arrives at a receiver
 * @param receiveControl control messages that a receiver sends
 * @param sendData data that a sender sends
 * @param sendControl control messages that arrive at a sender
 * @param interceptors what sits between the driver and its sockets
 */
public record LossConfig(
        LossRate receiveData,
        LossRate receiveControl,
        LossRate sendData,
        LossRate sendControl,
        InterceptorConfig interceptors) {
    /** What holds when nothing is set. */
    public static final LossConfig DEFAULT =
            new LossConfig(LossRate.NONE, LossRate.NONE, LossRate.NONE, LossRate.NONE, InterceptorConfig.DEFAULT);

    /** Whether nothing is lost for certain: no rate is above 0, and nothing sits before the sockets. */
    public boolean losesNothing() {
        return receiveData.rate() == 0.0
                && receiveControl.rate() == 0.0
                && sendData.rate() == 0.0
                && sendControl.rate() == 0.0
                && interceptors.incoming().isEmpty()
                && interceptors.outgoing().isEmpty();
    }

    public LossConfig withReceiveData(LossRate receiveData) {
        return new LossConfig(receiveData, receiveControl, sendData, sendControl, interceptors);
    }

    public LossConfig withReceiveControl(LossRate receiveControl) {
        return new LossConfig(receiveData, receiveControl, sendData, sendControl, interceptors);
    }

    public LossConfig withSendData(LossRate sendData) {
        return new LossConfig(receiveData, receiveControl, sendData, sendControl, interceptors);
    }

    public LossConfig withSendControl(LossRate sendControl) {
        return new LossConfig(receiveData, receiveControl, sendData, sendControl, interceptors);
    }

    public LossConfig withInterceptors(InterceptorConfig interceptors) {
        return new LossConfig(receiveData, receiveControl, sendData, sendControl, interceptors);
    }
}
