package io.tradebus.spring.autoconfigure;

import io.tradebus.core.runtime.AckMode;
import io.tradebus.spring.autoconfigure.preflight.PreflightMode;
import io.tradebus.spring.listener.Instrumentation.Timing;
import io.tradebus.spring.listener.OnError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Everything that can be set. What is null is not set, so that the preset, or else the default, holds; both are applied
 * by {@link BusPropertiesMapper}. A key that is not here fails the start.
 *
 * <p>What every application binds, this and {@link StreamProperties}, has setters: from Java 22 on the JVM makes a class for each
 * parameter of a constructor that is called by reflection. The rest are records, of which an application seldom sets any.
 *
 * <p>Defaults stand in fields and constructors, and in additional-spring-configuration-metadata.json for those who read them, not in
 * annotations: the binder finds those by reflection and converts what they say, which would be most of what binding takes at the start.
 */
@ConfigurationProperties(prefix = "bus", ignoreUnknownFields = false)
public final class BusProperties {
    /** Whether the bus is configured at all. */
    private @Nullable Boolean enabled;

    /** Preset of threads, idle strategies and term length, for what is not set by itself. */
    private @Nullable Tuning tuning;

    /** What happens when the machine lacks something the bus asks for. */
    private PreflightMode preflight = PreflightMode.WARN;

    /** Driver and the client that talks to it. */
    private DriverProperties driver = DriverProperties.UNSET;

    /** Streams by the name under which the application knows them. */
    private Map<String, StreamProperties> streams = Map.of();

    /** Sending. */
    private Template template = Template.UNSET;

    /** What holds for all listeners. */
    private Listener listener = Listener.UNSET;

    /** What holds for one listener, by its id. */
    private Map<String, ListenerOverride> listeners = Map.of();

    /** Meters. */
    private Metrics metrics = Metrics.UNSET;

    public @Nullable Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable Tuning getTuning() {
        return tuning;
    }

    public void setTuning(@Nullable Tuning tuning) {
        this.tuning = tuning;
    }

    public PreflightMode getPreflight() {
        return preflight;
    }

    public void setPreflight(PreflightMode preflight) {
        this.preflight = preflight;
    }

    @NestedConfigurationProperty
    public DriverProperties getDriver() {
        return driver;
    }

    public void setDriver(DriverProperties driver) {
        this.driver = driver;
    }

    public Map<String, StreamProperties> getStreams() {
        return streams;
    }

    public void setStreams(Map<String, StreamProperties> streams) {
        this.streams = streams;
    }

    public Template getTemplate() {
        return template;
    }

    public void setTemplate(Template template) {
        this.template = template;
    }

    public Listener getListener() {
        return listener;
    }

    public void setListener(Listener listener) {
        this.listener = listener;
    }

    public Map<String, ListenerOverride> getListeners() {
        return listeners;
    }

    public void setListeners(Map<String, ListenerOverride> listeners) {
        this.listeners = listeners;
    }

    public Metrics getMetrics() {
        return metrics;
    }

    public void setMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Values that belong together. */
    public enum Tuning {
        /** Little processor time and memory: tests, laptops, many services on one host. */
        LOW_CPU,
        /** Something of everything. */
        BALANCED,
        /** A processor for each thread. */
        LOW_LATENCY
    }

    /** What a thread does when there is nothing to do. */
    public enum IdleStrategy {
        /** Spins, then yields, then sleeps for longer and longer. */
        BACKOFF,
        /** Sleeps. */
        SLEEPING,
        /** Yields. */
        YIELDING,
        /** Spins with a hint to the processor. */
        BUSY_SPIN,
        /** Spins. */
        NOOP
    }

    /** Who names the destinations of a multi-destination channel. */
    public enum ControlMode {
        /** Receivers announce themselves. */
        DYNAMIC,
        /** The application adds them. */
        MANUAL
    }

    /**
     * Requests, which listeners reply to.
     *
     * @param replyStreamId Number of the stream of replies; both sides use the same. Makes the messages of the stream requests.
     * @param replyControl Address of the responder at which requesters ask its driver for replies, host:port. Required over UDP, not allowed otherwise.
     * @param maxInFlight Most requests of this application that wait for a reply at the same time.
     * @param timeout Time a request waits for its reply unless it says otherwise.
     */
    public record Request(
            @Nullable Integer replyStreamId, @Nullable String replyControl, Integer maxInFlight, Duration timeout) {
        private static final int MAX_IN_FLIGHT = 1024;
        private static final Duration TIMEOUT = Duration.ofSeconds(1);

        public Request {
            replyControl = BusPropertiesMapper.blankToNull(replyControl);
            maxInFlight = maxInFlight == null ? MAX_IN_FLIGHT : maxInFlight;
            timeout = timeout == null ? TIMEOUT : timeout;
        }
    }

    /**
     * Sending.
     *
     * @param defaultStream Name of the stream of messages that are sent without naming one.
     * @param sendTimeout Time "send" waits for room before it throws.
     * @param sendIdleStrategy What a thread does while it waits for room.
     * @param backPressureEventAfter Time of uninterrupted back pressure after which it is logged and told as an event.
     */
    public record Template(
            @Nullable String defaultStream,
            @Nullable Duration sendTimeout,
            @Nullable IdleStrategy sendIdleStrategy,
            @Nullable Duration backPressureEventAfter) {
        static final Template UNSET = new Template(null, null, null, null);
    }

    /**
     * All listeners.
     *
     * @param autoStartup Whether listeners are started with the context.
     * @param ackMode When positions are committed.
     * @param fragmentLimit Most fragments handled in one poll of a session.
     * @param idleStrategy What listener threads do when there is nothing to do.
     * @param onError What happens when a listener throws.
     * @param retry How failed messages are tried again.
     * @param drainTimeout Time a listener that stops may take to handle what was published before.
     * @param idleEventInterval Quiet time after which an event says that a listener is idle; no such events when not set.
     * @param concurrency Number of agents, each with a thread, among which the publishers' sessions are spread.
     * @param deadLetter Where copies of messages go that could not be handled.
     * @param timing Which messages are timed, by the meter "bus.listener": "off", "sampled" or "all".
     * @param timingSample With "timing" set to "sampled", one of so many messages is timed.
     * @param observationEnabled Whether each message is an observation, which tracers see.
     * @param phase Lifecycle phase in which listeners are started and stopped.
     * @param agents Settings of shared agents by their name.
     */
    public record Listener(
            @Nullable Boolean autoStartup,
            @Nullable AckMode ackMode,
            @Nullable Integer fragmentLimit,
            @Nullable IdleStrategy idleStrategy,
            @Nullable OnError onError,
            Retry retry,
            @Nullable Duration drainTimeout,
            @Nullable Duration idleEventInterval,
            @Nullable Integer concurrency,
            DeadLetter deadLetter,
            @Nullable Timing timing,
            @Nullable Integer timingSample,
            @Nullable Boolean observationEnabled,
            @Nullable Integer phase,
            Map<String, Agent> agents) {
        static final Listener UNSET = new Listener(
                null,
                null,
                null,
                null,
                null,
                Retry.UNSET,
                null,
                null,
                null,
                DeadLetter.UNSET,
                null,
                null,
                null,
                null,
                Map.of());

        public Listener {
            retry = retry == null ? Retry.UNSET : retry;
            deadLetter = deadLetter == null ? DeadLetter.UNSET : deadLetter;
            agents = agents == null ? Map.of() : agents;
        }
    }

    /**
     * One listener. What is not set is as the annotation says, or else as all listeners have it.
     *
     * @param autoStartup Whether the listener is started with the context.
     * @param ackMode When positions are committed.
     * @param fragmentLimit Most fragments handled in one poll of a session.
     * @param idleStrategy What the listener's own thread does when there is nothing to do.
     * @param onError What happens when the listener throws.
     * @param retry How failed messages are tried again.
     * @param drainTimeout Time the listener may take to handle what was published before it stops.
     * @param idleEventInterval Quiet time after which an event says that the listener is idle.
     * @param concurrency Number of agents, each with a thread, among which the publishers' sessions are spread.
     * @param deadLetter Where copies of messages go that could not be handled.
     * @param timing Which messages are timed, by the meter "bus.listener": "off", "sampled" or "all".
     * @param timingSample With "timing" set to "sampled", one of so many messages is timed.
     * @param observationEnabled Whether each message is an observation, which tracers see.
     * @param streams Names of the streams, instead of those of the annotation.
     * @param agent Name of a shared agent, instead of that of the annotation.
     */
    public record ListenerOverride(
            @Nullable Boolean autoStartup,
            @Nullable AckMode ackMode,
            @Nullable Integer fragmentLimit,
            @Nullable IdleStrategy idleStrategy,
            @Nullable OnError onError,
            Retry retry,
            @Nullable Duration drainTimeout,
            @Nullable Duration idleEventInterval,
            @Nullable Integer concurrency,
            DeadLetter deadLetter,
            @Nullable Timing timing,
            @Nullable Integer timingSample,
            @Nullable Boolean observationEnabled,
            @Nullable List<String> streams,
            @Nullable String agent) {
        public ListenerOverride {
            retry = retry == null ? Retry.UNSET : retry;
            deadLetter = deadLetter == null ? DeadLetter.UNSET : deadLetter;
        }
    }

    /**
     * Retries.
     *
     * @param maxAttempts Number of retries after the first delivery.
     * @param delay Time before the first retry.
     * @param multiplier Factor by which the delay grows.
     * @param maxDelay Longest delay.
     * @param then What happens when the retries are used up: "halt", "skip", "detach" or "dead-letter". A listener to
     *     requests skips then unless this is set.
     */
    public record Retry(
            @Nullable Integer maxAttempts,
            @Nullable Duration delay,
            @Nullable Double multiplier,
            @Nullable Duration maxDelay,
            @Nullable OnError then) {
        static final Retry UNSET = new Retry(null, null, null, null, null);
    }

    /**
     * Messages that could not be handled.
     *
     * @param stream Name of the stream that takes copies of them, with 32 bytes before each that say where it came from.
     */
    public record DeadLetter(@Nullable String stream) {
        static final DeadLetter UNSET = new DeadLetter(null);
    }

    /**
     * A shared agent.
     *
     * @param idleStrategy What the agent's thread does when there is nothing to do.
     * @param cpu Number of the processor to which the agent's thread is bound; on Linux, where there is the program "taskset".
     */
    public record Agent(
            @Nullable IdleStrategy idleStrategy, @Nullable Integer cpu) {}

    /**
     * Meters.
     *
     * @param perSession Whether meters of subscriptions have a tag for the publisher's session.
     */
    public record Metrics(boolean perSession) {
        static final Metrics UNSET = new Metrics(false);
    }
}
