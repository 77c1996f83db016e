package io.tradebus.core.driver.protocol;

/** Makes flow controls. */
public final class FlowControls {
    private FlowControls() {}

    public static FlowControl create(FlowControlSettings settings) {
        return switch (settings.kind()) {
            case UNICAST, MAX -> new MaxFlowControl(settings);
            case MIN -> new MinFlowControl(settings);
            case TAGGED -> new TaggedFlowControl(settings);
        };
    }
}
