package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.SocketConfig;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.core.runtime.StreamLoss;
import io.tradebus.spring.listener.BusListenerHandle;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/** Reads facts from where others keep them. Looks through all counters and reads files, so it is for people who ask. */
final class FactsReader {
    private final ExplainSettings settings;
    private final Supplier<Map<String, IdleSettings>> agents;

    /** @param agents what the listeners' threads do when there is nothing to do, by name */
    FactsReader(ExplainSettings settings, Supplier<Map<String, IdleSettings>> agents) {
        this.settings = settings;
        this.agents = agents;
    }

    // ---- streams

    /** @param listeners all of the application */
    StreamFacts stream(
            StreamDefinition definition,
            BusRuntime runtime,
            Collection<BusListenerHandle> listeners,
            Tally tally,
            long nowMs) {
        PublicationView publication = runtime.publications().stream()
                .filter(view -> view.definition().name().equals(definition.name()))
                .findFirst()
                .orElse(null);
        RequesterFacts asking = runtime.requesters().stream()
                .filter(view -> view.definition().name().equals(definition.name()))
                .findFirst()
                .map(RequesterFacts::of)
                .orElse(null);
        List<ListenerFacts> reading = listeners.stream()
                .filter(listener -> listener.streams().contains(definition.name()))
                .map(listener -> ListenerFacts.of(listener, definition.name(), hasOwnAgent(listener, listeners)))
                .toList();
        List<StreamLoss> losses = runtime.losses().stream()
                .filter(loss -> loss.streamId() == definition.streamId())
                .toList();
        return new StreamFacts(
                definition,
                publication == null ? null : PublicationFacts.of(publication),
                asking,
                reading,
                losses,
                !definition.channel().contains("aeron:udp") && isAlone(runtime),
                tally,
                nowMs);
    }

    private static boolean isAlone(BusRuntime runtime) {
        if (runtime.driver() == null) {
            return false;
        }
        int[] clients = new int[1];
        runtime.counters()
                .forEach((id, type, key, label) -> clients[0] += type == CounterType.CLIENT_HEARTBEAT.id() ? 1 : 0);
        return clients[0] <= 1;
    }

    private static boolean hasOwnAgent(BusListenerHandle listener, Collection<BusListenerHandle> all) {
        return all.stream()
                        .filter(other -> other.agent().equals(listener.agent()))
                        .count()
                == 1;
    }

    // ---- the driver

    DriverFacts driver(BusRuntime runtime, boolean usesNetwork, Tally tally, long nowMs) {
        CountersReader counters = runtime.counters();
        Driver embedded = runtime.driver();
        return new DriverFacts(
                runtime.driverStatus(),
                settings.timeoutMs(),
                settings.lowStorage(),
                embedded == null ? 0 : embedded.config().log().termLength(),
                used(counters),
                counters.valuesBuffer().capacity() / CountersReader.COUNTER_LENGTH,
                tally,
                runtime.errors(),
                usesNetwork,
                system(embedded == null ? null : embedded.config(), tally),
                nowMs);
    }

    private static int used(CountersReader counters) {
        int used = 0;
        for (int id = 0; id <= counters.maxCounterId(); id++) {
            int state = counters.getCounterState(id);
            if (state == CountersReader.RECORD_UNUSED) {
                break;
            }
            used += state == CountersReader.RECORD_ALLOCATED ? 1 : 0;
        }
        return used;
    }

    /** @param driver null for one in another process, whose settings are not known */
    private SystemFacts system(@Nullable DriverConfig driver, Tally tally) {
        SocketConfig sockets = driver == null ? null : driver.network().socket();
        long spinningAgents =
                agents.get().values().stream().filter(IdleSettings::isSpinning).count();
        return new SystemFacts(
                Runtime.getRuntime().availableProcessors(),
                driver == null ? 0 : spinning(driver),
                (int) spinningAgents,
                sockets == null ? 0 : sockets.receiveBufferLength(),
                settings.receiveGranted(),
                sockets == null ? 0 : sockets.sendBufferLength(),
                settings.sendGranted(),
                tally.total(Count.RECEIVE_DROPS));
    }

    private static int spinning(DriverConfig driver) {
        IdleConfig idle = driver.threading().idle();
        Stream<IdleSettings> threads = switch (driver.threading().mode()) {
            case DEDICATED -> Stream.of(idle.conductor(), idle.sender(), idle.receiver());
            case SHARED_NETWORK -> Stream.of(idle.conductor(), idle.sharedNetwork());
            case SHARED -> Stream.of(idle.shared());
            case INVOKER -> Stream.empty();
        };
        return (int) threads.filter(IdleSettings::isSpinning).count();
    }
}
