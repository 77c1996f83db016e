package io.tradebus.core.compat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.RawClient;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.format.control.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;
import org.agrona.concurrent.broadcast.CopyBroadcastReceiver;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * What is said to a driver, byte by byte, and what it answers. Sessions are named by the order in which they are first
 * heard of, since drivers choose them at random, and files from the driver directory.
 */
final class Conversation implements AutoCloseable {
    // A timer pass is due after a second, and at the exact moment drivers differ.
    private static final long A_SECOND_AND_A_BIT_MS = 1_001;
    private static final String NOTE = "-- ";
    private static final Pattern ID = Pattern.compile("(?:registration|correlation)=(\\d+)");
    private static final Pattern SESSION = Pattern.compile("session=(-?\\d+)");
    private static final Pattern RECEIVER = Pattern.compile("receiver=(?!-1 )-?\\d+");
    private static final Pattern SOURCE = Pattern.compile("(sourceIdentity=.*):\\d+");
    /** A session, a port of the system's choice, or the counter of a channel. */
    private static final Pattern CHOSEN =
            Pattern.compile("(?<=^[a-z-]{1,30}( \\([a-z]{1,30}\\))?: \\d{1,9} )-?\\d+(?= 100)"
                    + "|(?<=:)(?!256|2[89]|3[01])\\d{5}$|(?<=sockaddr: )\\d+");

    private static final int SYSTEM_TYPE_ID = 0;
    private static final int FIRST_TYPE_ID_OF_OURS = 4000;
    private static final Pattern COUNTER = Pattern.compile("(counter|limit|status)=(\\d+)");

    private final SteppedDriver driver;
    private final ControlFile control;
    private final ManyToOneRingBuffer ring;
    private final CopyBroadcastReceiver receiver;
    private final Map<String, String> sessionNames = new LinkedHashMap<>();
    private final Map<String, String> staticCounterNames = new LinkedHashMap<>();
    private final List<String> heard = new ArrayList<>();
    private final RawClient client;
    private final RawStreams streams;

    Conversation(SteppedDriver driver) {
        this.driver = driver;
        try {
            control = ControlFile.map(driver.directory().resolve(ControlFileLayout.FILE_NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ring = new ManyToOneRingBuffer(control.toDriverBuffer());
        receiver = new CopyBroadcastReceiver(
                new BroadcastReceiver(control.toClientsBuffer()), new ExpandableArrayBuffer());
        client = newClient();
        streams = new RawStreams(control, driver.directory());
    }

    /** The client that most is said by. */
    RawClient client() {
        return client;
    }

    RawClient newClient() {
        return new RawClient(ring);
    }

    /** Sends bytes as a command of any type. */
    void send(int typeId, DirectBuffer bytes, int length) {
        if (!ring.write(typeId, bytes, 0, length)) {
            throw new IllegalStateException("the ring is full");
        }
    }

    /** Appends a frame of that many bytes to the log of a publication, as its client does. */
    void append(long registrationId, int length) {
        settle();
        streams.append(registrationId, length);
        settle();
    }

    /** Moves a subscription to a position in all that it reads, as its client does. */
    void consume(long subscriptionId, long position) {
        settle();
        streams.consume(subscriptionId, position);
        settle();
    }

    /** Notes how far everybody is, and which publications are connected. */
    void positions() {
        settle();
        heard.addAll(streams.positions());
    }

    /** Notes what comes next, to find one's way in the transcript. */
    void note(String what) {
        settle();
        heard.add(NOTE + what);
    }

    /** Lets the driver work until there is nothing to do, and notes what it says. */
    void settle() {
        driver.settle();
        while (receiver.receive((typeId, buffer, offset, length) ->
                        heard.add(normal(Events.describe(typeId, buffer, offset, length))))
                > 0) {
            // One event at a time.
        }
    }

    /** Lets time pass in steps of one second, while these clients stay alive. */
    void seconds(int count, RawClient... alive) {
        for (int i = 0; i < count; i++) {
            for (RawClient each : alive) {
                each.keepAlive();
            }
            settle();
            driver.pass(A_SECOND_AND_A_BIT_MS);
            settle();
        }
    }

    /** Lets time pass in short steps. */
    void milliseconds(int stepMs, int count) {
        for (int i = 0; i < count; i++) {
            driver.pass(stepMs);
            settle();
        }
    }

    /**
     * The counters that there are but for those of the system, one line each. Counters, sessions and ports that drivers
     * choose are left out, and kinds that the stock driver does not have.
     */
    List<String> counters() {
        settle();
        CountersReader counters = new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer());
        List<String> lines = new ArrayList<>();
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId != SYSTEM_TYPE_ID && typeId < FIRST_TYPE_ID_OF_OURS) {
                lines.add("type=" + typeId + " owner=" + counters.getCounterOwnerId(counterId) + " registration="
                        + counters.getCounterRegistrationId(counterId) + " reference="
                        + counters.getCounterReferenceId(counterId) + " label="
                        + CHOSEN.matcher(label).replaceAll("?")
                        + (isClock(typeId) ? "" : " value=" + counters.getCounterValue(counterId)));
            }
        });
        return lines;
    }

    long counter(SystemCounter counter) {
        return new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer())
                .getCounterValue(counter.id());
    }

    /** Ids of the images that come over the network, oldest first. */
    List<Long> imageIds() {
        List<Long> ids = new ArrayList<>();
        CountersReader counters = new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer());
        counters.forEach((counterId, label) -> {
            if (counters.getCounterTypeId(counterId) == CounterType.RECEIVER_POSITION.id()) {
                ids.add(counters.getCounterRegistrationId(counterId));
            }
        });
        return ids;
    }

    /** Notes the counters that there are, as {@link #counters} says. */
    void listCounters() {
        counters().stream().sorted().forEach(heard::add);
    }

    private static boolean isClock(int typeId) {
        return typeId == CounterType.CLIENT_HEARTBEAT.id();
    }

    /** All that was heard so far, one line an event, by the notes it was heard after. */
    Map<String, List<String>> heard() {
        settle();
        Map<String, List<String>> byNote = new LinkedHashMap<>();
        List<String> lines = byNote.computeIfAbsent("start", note -> new ArrayList<>());
        for (String line : heard) {
            if (line.startsWith(NOTE)) {
                lines = byNote.computeIfAbsent(line.substring(NOTE.length()), note -> new ArrayList<>());
            } else {
                lines.add(line);
            }
        }
        return byNote;
    }

    @Override
    public void close() {
        streams.close();
        control.close();
        driver.close();
    }

    /**
     * Drivers choose sessions and receivers at random and counters in the order of what they do first. A session is named
     * by what it is first told of; receivers and counters are not named, but for static ones, which are never freed.
     */
    private String normal(String event) {
        boolean isStatic = event.startsWith("ON_STATIC_COUNTER");
        Matcher id = ID.matcher(event);
        String of = id.find() ? id.group(1) : "?";
        String withSessions = SESSION.matcher(event.replace(driver.directory() + "/", ""))
                .replaceAll(match -> "session=" + name(match.group(1), "of-" + of, sessionNames));
        // What a socket is bound to is chosen by the system.
        String withoutPorts = SOURCE.matcher(withSessions).replaceAll("$1:?");
        return COUNTER.matcher(RECEIVER.matcher(withoutPorts).replaceAll("receiver=?"))
                .replaceAll(match ->
                        match.group(1) + "=" + (isStatic ? name(match.group(2), "of-" + of, staticCounterNames) : "?"));
    }

    private static String name(String id, String proposal, Map<String, String> names) {
        return names.computeIfAbsent(id, unused -> proposal);
    }
}
