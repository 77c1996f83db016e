package io.tradebus.core.driver.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.control.ClientTimeoutEvent;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.CorrelatedCommand;
import io.tradebus.core.format.control.DestinationCommand;
import io.tradebus.core.format.control.EventType;
import io.tradebus.core.format.control.RemoveDestinationByIdCommand;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The lines of events that no stream is needed for; the others are in {@code EventLogTest}. */
class EventFormatTest {
    private static final long TIME_NS = 1_700_000_000_123_456_789L;
    private static final String TIME = "2023-11-14T22:13:20.123456789Z ";

    private final EventLog log = new EventLog(EventLog.MIN_BUFFER_LENGTH, () -> TIME_NS);
    private final ConductorEvents conductor = new ConductorEvents(log);
    private final NameEvents names = new NameEvents(log);
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer();

    @Test
    @Conformance("DB-103")
    void printsDestinations() {
        log.enable(EventSelection.all());

        for (int typeId : List.of(
                CommandType.ADD_DESTINATION,
                CommandType.REMOVE_DESTINATION,
                CommandType.ADD_RCV_DESTINATION,
                CommandType.REMOVE_RCV_DESTINATION)) {
            int length = DestinationCommand.write(message, 0, 1, 2, 3, "aeron:udp?endpoint=a:1");
            conductor.onCommand(typeId, message, 0, length);
        }
        conductor.onCommand(
                CommandType.REMOVE_DESTINATION_BY_ID,
                message,
                0,
                RemoveDestinationByIdCommand.write(message, 0, 1, 2, 3, 4));

        assertThat(text()).isEqualTo("""
                CMD_IN_ADD_DESTINATION client=1 correlation=2 registration=3 channel=aeron:udp?endpoint=a:1
                CMD_IN_REMOVE_DESTINATION client=1 correlation=2 registration=3 channel=aeron:udp?endpoint=a:1
                CMD_IN_ADD_RCV_DESTINATION client=1 correlation=2 registration=3 channel=aeron:udp?endpoint=a:1
                CMD_IN_REMOVE_RCV_DESTINATION client=1 correlation=2 registration=3 channel=aeron:udp?endpoint=a:1
                CMD_IN_REMOVE_DESTINATION_BY_ID client=1 correlation=2 registration=3 destination=4
                """);
    }

    @Test
    @Conformance("DB-103")
    void printsNames() {
        log.enable(EventSelection.of(EventGroup.NAMES));

        names.onNeighborAdded("10.0.0.9:8050");
        names.onNeighborRemoved("10.0.0.9:8050");
        names.onResolved("default", 1_500_000, "nowhere", true, "");

        assertThat(text()).isEqualTo("""
                NAME_RESOLUTION_NEIGHBOR_ADDED address=10.0.0.9:8050
                NAME_RESOLUTION_NEIGHBOR_REMOVED address=10.0.0.9:8050
                NAME_RESOLUTION_RESOLVE resolver=default duration=1500us name=nowhere again=true address=""
                """);
    }

    @Test
    void printsJsonWithPlainNumbers() {
        log.enable(EventSelection.all());

        names.onResolved("default", 1_500_000, "a \"b\"\n\u0001\\", true, "::1");
        conductor.onResponse(
                EventType.ON_CLIENT_TIMEOUT, message, 0, ClientTimeoutEvent.write(message, 0, Long.MAX_VALUE));

        assertThat(lines(EventFormat.json()))
                .containsExactly(
                        "{\"time\":\"2023-11-14T22:13:20.123456789Z\",\"event\":\"NAME_RESOLUTION_RESOLVE\",\"id\":50,"
                                + "\"resolver\":\"default\",\"durationNs\":1500000,"
                                + "\"name\":\"a \\\"b\\\"\\n\\u0001\\\\\",\"again\":true,\"address\":\"::1\"}",
                        "{\"time\":\"2023-11-14T22:13:20.123456789Z\",\"event\":\"CMD_OUT_ON_CLIENT_TIMEOUT\","
                                + "\"id\":43,\"client\":9223372036854775807}");
    }

    @Test
    void leavesNothingInALineThatATerminalObeys() {
        log.enable(EventSelection.all());
        conductor.onText("a\u001b[2Jb\u007fc");
        assertThat(text()).isEqualTo("TEXT_DATA text=\"a\\u001b[2Jb\\u007fc\"\n");

        conductor.onText("b\u007fc");
        assertThat(text()).isEqualTo("TEXT_DATA text=\"b\\u007fc\"\n");
    }

    @Test
    void printsWhatItCannotKeepAsFarAsItGoes() {
        log.enable(EventSelection.all());
        EventEncoder encoder = new EventEncoder(log);
        UnsafeBuffer huge = new UnsafeBuffer(new byte[20_000]);
        huge.putShort(6, (short) 77);

        encoder.begin(DriverEvent.FRAME_IN)
                .address(new InetSocketAddress("::1", 9))
                .frame(huge, 0, 20_000, EventEncoder.MAX_CAPTURED)
                .end();
        encoder.begin(DriverEvent.FRAME_OUT)
                .address(null)
                .frame(huge, 0, 3, EventEncoder.MAX_CAPTURED)
                .end();
        conductor.onCommand(
                CommandType.ADD_DESTINATION,
                message,
                0,
                DestinationCommand.write(message, 0, 1, 2, 3, "x".repeat(9_000)));
        conductor.onText("y".repeat(5_000));

        assertThat(lines(EventFormat.text()))
                .containsExactly(
                        TIME + "FRAME_IN from=[0:0:0:0:0:0:0:1]:9 length=20000 bytes frame=\"frame of 20000 bytes\"",
                        TIME + "FRAME_OUT to=\"\" length=3 bytes frame=\"malformed datagram of 3 bytes: "
                                + "shorter than a frame header\"",
                        TIME + "CMD_IN_ADD_DESTINATION problem=\"command=7 too short: length=8192, length of channel is"
                                + " beyond the message: 9000\"",
                        TIME + "TEXT_DATA text=" + "y".repeat(2 << 10));
    }

    @Test
    void writesNothingThatIsOffAndNothingThatHasNoEvent() {
        log.enable(EventSelection.all() & ~DriverEvent.CMD_IN_CLIENT_CLOSE.bit());

        conductor.onCommand(CommandType.CLIENT_CLOSE, message, 0, CorrelatedCommand.write(message, 0, 1, 2));
        conductor.onCommand(CommandType.GET_NEXT_AVAILABLE_SESSION_ID, message, 0, 20);
        conductor.onCommand(CommandType.ADD_STATIC_COUNTER, message, 0, 20);
        conductor.onResponse(EventType.ON_STATIC_COUNTER, message, 0, 20);
        conductor.onResponse(EventType.ON_NEXT_AVAILABLE_SESSION_ID, message, 0, 20);
        conductor.onResponse(EventType.ON_PUBLICATION_ERROR, message, 0, 20);

        assertThat(text()).isEmpty();
    }

    @Test
    void printsEachKindWithAllItsFields() {
        log.enable(EventSelection.all());
        Set<DriverEvent> seen = EnumSet.noneOf(DriverEvent.class);
        for (DriverEvent event : DriverEvent.values()) {
            writeAnything(event);
        }

        List<String> lines = lines(EventFormat.text());
        for (DriverEvent event : DriverEvent.values()) {
            assertThat(lines).anySatisfy(line -> {
                assertThat(line).startsWith(TIME + event.name() + " ");
                for (EventField field : event.fields()) {
                    boolean isMessage =
                            field.kind() == EventField.Kind.COMMAND || field.kind() == EventField.Kind.RESPONSE;
                    assertThat(line).contains(isMessage ? " problem=" : " " + field.name() + "=");
                }
                seen.add(event);
            });
        }
        assertThat(seen).hasSize(DriverEvent.values().length);
    }

    private void writeAnything(DriverEvent event) {
        EventEncoder encoder = new EventEncoder(log).begin(event);
        UnsafeBuffer data = new UnsafeBuffer(new byte[DataFrame.HEADER_LENGTH]);
        for (EventField field : event.fields()) {
            switch (field.kind()) {
                case NUMBER -> encoder.number(-1);
                case BYTES -> encoder.bytes(64);
                case DURATION -> encoder.duration(1_000);
                case FLAG -> encoder.flag(true);
                case TEXT -> encoder.text("text");
                case ADDRESS -> encoder.address(new InetSocketAddress("127.0.0.1", 40_123));
                case COMMAND -> encoder.command(99, data, 0, data.capacity());
                case RESPONSE -> encoder.response(99, data, 0, data.capacity());
                case FRAME -> encoder.frame(data, 0, data.capacity(), data.capacity());
            }
        }
        encoder.end();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (String line : lines(EventFormat.text())) {
            text.append(line.substring(TIME.length())).append('\n');
        }
        return text.toString();
    }

    private List<String> lines(EventFormat format) {
        List<String> lines = new ArrayList<>();
        while (log.read((typeId, buffer, offset, length) -> lines.add(format.line(typeId, buffer, offset)), 100) > 0) {
            // Each pass takes some.
        }
        return lines;
    }
}
