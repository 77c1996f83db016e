package io.tradebus.core.config;

/**
 * Datagrams that are lost on purpose, to test applications.
 *
 * @param receiveData incoming data
 * @param receiveControl incoming control messages
 * @param sendData outgoing data
 * @param sendControl outgoing control messages
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
