package io.tradebus.core.tools.view;

import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamKey;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.runtime.ConnectionDiagnosis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * All streams of a driver and the channels that carry none. A subscription without a publisher has no counter of its own,
 * so it is not here; its channel is, if it has one.
 *
 * @param streams by stream id, session id and side
 * @param silent receiving channels that have no image
 */
public record LiveStreams(List<LiveStream> streams, List<SilentChannel> silent) {
    /**
     * A channel at which nothing is received.
     *
     * @param reason what the driver has seen there, in words
     */
    public record SilentChannel(LiveChannel channel, String reason) {}

    private static final Comparator<LiveStream> ORDER = Comparator.comparingInt(
                    (LiveStream stream) -> stream.key().streamId())
            .thenComparingInt(stream -> stream.key().sessionId())
            .thenComparing(LiveStream::kind)
            .thenComparingLong(stream -> stream.key().registrationId());

    /** @param counters of the same driver, asked for what the snapshot does not have */
    public static LiveStreams of(Snapshot snapshot, CountersReader counters) {
        return new Builder(snapshot, counters).build();
    }

    /** Those that pass a filter; channels without a stream pass one of channels only. */
    public LiveStreams filtered(CounterFilter filter) {
        List<LiveStream> passing = new ArrayList<>();
        for (LiveStream stream : streams) {
            StreamKey key = stream.key();
            if (filter.test(key.sessionId(), key.streamId(), key.channel())) {
                passing.add(stream);
            }
        }
        List<SilentChannel> silentPassing = new ArrayList<>();
        for (SilentChannel channel : silent) {
            if (filter.test(channel.channel().status())) {
                silentPassing.add(channel);
            }
        }
        return new LiveStreams(passing, silentPassing);
    }

    private static final class Builder {
        private final Snapshot snapshot;
        private final CountersReader counters;
        private final DriverDirectory directory;
        private final Map<Long, String> names;
        private final List<LiveChannel> channels;
        private final Map<Long, List<CounterRow>> publications = new HashMap<>();
        private final Map<Long, List<CounterRow>> images = new HashMap<>();
        private final Map<Long, List<LiveSubscriber>> subscribers = new HashMap<>();

        Builder(Snapshot snapshot, CountersReader counters) {
            this.snapshot = snapshot;
            this.counters = counters;
            directory = new DriverDirectory(snapshot.driver().directory());
            names = snapshot.clientNames();
            channels = LiveChannel.all(snapshot, counters);
        }

        LiveStreams build() {
            for (CounterRow row : snapshot.counters()) {
                if (row.stream() != null) {
                    group(row, row.stream());
                }
            }
            List<LiveStream> streams = new ArrayList<>();
            publications.forEach((id, rows) -> streams.add(publication(id, rows)));
            images.forEach((id, rows) -> streams.add(image(id, rows)));
            streams.sort(ORDER);
            return new LiveStreams(streams, silent(streams));
        }

        private void group(CounterRow row, StreamKey key) {
            if (row.is(CounterType.SUBSCRIBER_POSITION)) {
                subscribers
                        .computeIfAbsent(row.referenceId(), id -> new ArrayList<>())
                        .add(new LiveSubscriber(row, Party.of(row.ownerId(), names)));
            } else if (row.is(CounterType.RECEIVER_HIGH_WATER_MARK)
                    || row.is(CounterType.RECEIVER_POSITION)
                    || row.is(CounterType.CONGESTION)
                    || row.is(CounterType.RECEIVER_NAKS_SENT)) {
                images.computeIfAbsent(key.registrationId(), id -> new ArrayList<>())
                        .add(row);
            } else {
                publications
                        .computeIfAbsent(key.registrationId(), id -> new ArrayList<>())
                        .add(row);
            }
        }

        private LiveStream publication(long id, List<CounterRow> rows) {
            StreamKey key = key(rows);
            LogFacts log = LogFacts.read(directory.publicationLog(id));
            LiveChannel channel = LiveChannel.find(channels, true, id, key.channel());
            return new LiveStream(
                    LiveStream.Kind.PUBLICATION,
                    key,
                    owner(rows),
                    log,
                    rows,
                    subscribersOf(id),
                    channel,
                    log != null && log.isConnected() ? null : whyNotConnected(key, channel, log));
        }

        private LiveStream image(long id, List<CounterRow> rows) {
            StreamKey key = key(rows);
            return new LiveStream(
                    LiveStream.Kind.IMAGE,
                    key,
                    owner(rows),
                    LogFacts.read(directory.imageLog(id)),
                    rows,
                    subscribersOf(id),
                    LiveChannel.find(channels, false, id, key.channel()),
                    null);
        }

        private List<LiveSubscriber> subscribersOf(long id) {
            List<LiveSubscriber> found = new ArrayList<>(subscribers.getOrDefault(id, List.of()));
            found.sort(Comparator.comparingLong(LiveSubscriber::position).thenComparingLong(LiveSubscriber::id));
            return found;
        }

        private Party owner(List<CounterRow> rows) {
            for (CounterRow row : rows) {
                if (row.ownerId() > 0) {
                    return Party.of(row.ownerId(), names);
                }
            }
            return Party.of(0, names);
        }

        private static StreamKey key(List<CounterRow> rows) {
            StreamKey key = rows.get(0).stream();
            if (key == null) {
                throw new IllegalStateException("counter " + rows.get(0).id() + " is about no stream");
            }
            return key;
        }

        private @Nullable String whyNotConnected(StreamKey key, @Nullable LiveChannel channel, @Nullable LogFacts log) {
            if (!snapshot.driver().isAlive()) {
                return "the driver is not running";
            } else if (log == null) {
                return null;
            } else if (log.isRevoked()) {
                return "the publication was revoked";
            } else if (log.isEnded()) {
                return "the publication was closed";
            }
            int statusId = channel == null
                    ? ChannelStatus.NO_COUNTER_ID
                    : channel.status().id();
            try {
                return ConnectionDiagnosis.ofPublication(
                                counters,
                                new ConnectionDiagnosis.Subject(
                                        key.channel(), key.streamId(), statusId, key.registrationId()),
                                snapshot.takenMs())
                        .text();
            } catch (ChannelException e) {
                return "nobody consumes it";
            }
        }

        private List<SilentChannel> silent(List<LiveStream> streams) {
            List<SilentChannel> silent = new ArrayList<>();
            for (LiveChannel channel : channels) {
                if (!channel.isOfSender() && !carriesOneOf(streams, channel)) {
                    silent.add(new SilentChannel(channel, whySilent(channel)));
                }
            }
            return silent;
        }

        private static boolean carriesOneOf(List<LiveStream> streams, LiveChannel channel) {
            for (LiveStream stream : streams) {
                if (!stream.isPublication() && channel.equals(stream.channel())) {
                    return true;
                }
            }
            return false;
        }

        private String whySilent(LiveChannel channel) {
            if (!snapshot.driver().isAlive()) {
                return "the driver is not running";
            }
            try {
                return ConnectionDiagnosis.ofReceivingChannel(
                                counters, channel.channel(), channel.status().id(), snapshot.takenMs())
                        .text();
            } catch (ChannelException e) {
                return "no publisher is connected";
            }
        }
    }
}
