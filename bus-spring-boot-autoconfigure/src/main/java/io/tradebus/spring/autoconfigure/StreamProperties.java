package io.tradebus.spring.autoconfigure;

import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.core.BackPressure;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/** A stream. It has setters and no constructor for the reason that {@link BusProperties} gives. */
public final class StreamProperties {
    /** Where messages travel: "ipc", "udp://host:port", "udp://group:port" for multicast, or a full "aeron:" channel URI. Required. */
    private @Nullable String channel;

    /** Number of the stream within its channel; both sides use the same. Required. */
    private @Nullable Integer streamId;

    /** Length of each of the three terms of the log, a power of two from 64KB to 1GB. */
    private @Nullable DataSize termLength;

    /** Largest fragment, header included. */
    private @Nullable DataSize mtu;

    /** Whether one thread writes, which makes appends cheaper. */
    private Boolean exclusive = Boolean.FALSE;

    /** Time a drained publication stays to answer late requests. */
    private @Nullable Duration linger;

    /** Interface to send from or to receive on, by address with prefix or by name. UDP only. */
    @Name("interface")
    private @Nullable String networkInterface;

    /** Address of the publisher of a multi-destination channel, host:port, to which receivers report. UDP only. */
    private @Nullable String control;

    /** Who names the destinations of a multi-destination channel: receivers, or the application by its client. UDP only. */
    private BusProperties.@Nullable ControlMode controlMode;

    /** Strategy by which many receivers slow the sender down: "max", "min" or "tagged", with group tag and size if any, such as "tagged,g:7/2". UDP only. */
    private @Nullable String flowControl;

    /** Bytes a sender may be ahead of a receiver. By default a quarter of the receive buffer that the system grants, from 128KB to 512KB. UDP only. */
    private @Nullable DataSize receiverWindow;

    /** Whether lost data is asked for again. UDP only. */
    private @Nullable Boolean reliable;

    /** Most gaps that are asked for at the same time, instead of what the driver has. UDP only. */
    private @Nullable Integer nakOutstanding;

    /** Whether this application's subscriptions hold publishers back, rather than being left behind. */
    private @Nullable Boolean tether;

    /** Whether a subscription that was left behind joins again. */
    private @Nullable Boolean rejoin;

    /** What the messages are. */
    private Payload payload = Payload.AUTO;

    /** What the template does when the stream takes nothing more. Publishers always tell their caller. */
    private BackPressure.Policy backPressure = BackPressure.Policy.FAIL;

    /** Time "send" waits for room on a stream whose back-pressure is "block". */
    private @Nullable Duration backPressureTimeout;

    /** Where replies go, if the messages are requests. */
    private BusProperties.@Nullable Request request;

    /** Whether each message has 32 bytes before it that name the trace it belongs to. Both sides must agree. */
    private Boolean trace = Boolean.FALSE;

    /** Any other channel parameters. */
    private Map<String, String> params = Map.of();

    public @Nullable String getChannel() {
        return channel;
    }

    public void setChannel(@Nullable String channel) {
        this.channel = channel;
    }

    public @Nullable Integer getStreamId() {
        return streamId;
    }

    public void setStreamId(@Nullable Integer streamId) {
        this.streamId = streamId;
    }

    public @Nullable DataSize getTermLength() {
        return termLength;
    }

    public void setTermLength(@Nullable DataSize termLength) {
        this.termLength = termLength;
    }

    public @Nullable DataSize getMtu() {
        return mtu;
    }

    public void setMtu(@Nullable DataSize mtu) {
        this.mtu = mtu;
    }

    public Boolean getExclusive() {
        return exclusive;
    }

    public void setExclusive(Boolean exclusive) {
        this.exclusive = exclusive;
    }

    public @Nullable Duration getLinger() {
        return linger;
    }

    public void setLinger(@Nullable Duration linger) {
        this.linger = linger;
    }

    public @Nullable String getNetworkInterface() {
        return networkInterface;
    }

    public void setNetworkInterface(@Nullable String networkInterface) {
        this.networkInterface = BusPropertiesMapper.blankToNull(networkInterface);
    }

    public @Nullable String getControl() {
        return control;
    }

    public void setControl(@Nullable String control) {
        this.control = BusPropertiesMapper.blankToNull(control);
    }

    public BusProperties.@Nullable ControlMode getControlMode() {
        return controlMode;
    }

    public void setControlMode(BusProperties.@Nullable ControlMode controlMode) {
        this.controlMode = controlMode;
    }

    public @Nullable String getFlowControl() {
        return flowControl;
    }

    public void setFlowControl(@Nullable String flowControl) {
        this.flowControl = BusPropertiesMapper.blankToNull(flowControl);
    }

    public @Nullable DataSize getReceiverWindow() {
        return receiverWindow;
    }

    public void setReceiverWindow(@Nullable DataSize receiverWindow) {
        this.receiverWindow = receiverWindow;
    }

    public @Nullable Boolean getReliable() {
        return reliable;
    }

    public void setReliable(@Nullable Boolean reliable) {
        this.reliable = reliable;
    }

    public @Nullable Integer getNakOutstanding() {
        return nakOutstanding;
    }

    public void setNakOutstanding(@Nullable Integer nakOutstanding) {
        this.nakOutstanding = nakOutstanding;
    }

    public @Nullable Boolean getTether() {
        return tether;
    }

    public void setTether(@Nullable Boolean tether) {
        this.tether = tether;
    }

    public @Nullable Boolean getRejoin() {
        return rejoin;
    }

    public void setRejoin(@Nullable Boolean rejoin) {
        this.rejoin = rejoin;
    }

    public Payload getPayload() {
        return payload;
    }

    public void setPayload(Payload payload) {
        this.payload = payload;
    }

    public BackPressure.Policy getBackPressure() {
        return backPressure;
    }

    public void setBackPressure(BackPressure.Policy backPressure) {
        this.backPressure = backPressure;
    }

    public @Nullable Duration getBackPressureTimeout() {
        return backPressureTimeout;
    }

    public void setBackPressureTimeout(@Nullable Duration backPressureTimeout) {
        this.backPressureTimeout = backPressureTimeout;
    }

    public BusProperties.@Nullable Request getRequest() {
        return request;
    }

    public void setRequest(BusProperties.@Nullable Request request) {
        this.request = request;
    }

    public Boolean getTrace() {
        return trace;
    }

    public void setTrace(Boolean trace) {
        this.trace = trace;
    }

    public Map<String, String> getParams() {
        return params;
    }

    public void setParams(Map<String, String> params) {
        this.params = params;
    }
}
