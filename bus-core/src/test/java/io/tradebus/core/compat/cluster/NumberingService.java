package io.tradebus.core.compat.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import io.tradebus.core.compat.CheckedMessages;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes numbered messages one after the other, each once and checked, and sends each back behind the number of those it
 * has taken. That number is its state, of which it takes snapshots. What comes again is answered, what comes too early is
 * not, so a client may send again what was not answered.
 */
final class NumberingService implements ClusteredService {
    static final int MAX_LENGTH = 3_000;
    static final int STEP = 50;

    private final CheckedMessages messages = new CheckedMessages(MAX_LENGTH);
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[Long.BYTES + MAX_LENGTH]);
    private final Consumer<String> say;
    private @Nullable IdleStrategy idle;
    private long taken;

    NumberingService(Consumer<String> say) {
        this.say = say;
    }

    @Override
    public void onStart(Cluster cluster, @Nullable Image snapshot) {
        idle = cluster.idleStrategy();
        if (snapshot != null) {
            while (snapshot.poll((buffer, offset, length, header) -> taken = buffer.getLong(offset), 1) == 0) {
                idle.idle();
            }
            say.accept("LOADED " + taken);
        }
    }

    @Override
    public void onSessionMessage(
            @Nullable ClientSession session,
            long timestamp,
            DirectBuffer buffer,
            int offset,
            int length,
            Header header) {
        long number = buffer.getLong(offset);
        messages.check(number, buffer, offset, length);
        if (number > taken) {
            return;
        }
        if (number == taken) {
            taken++;
            if (taken % STEP == 0) {
                say.accept("TAKEN " + taken);
            }
        }
        if (session != null) {
            answer.putLong(0, taken);
            answer.putBytes(Long.BYTES, buffer, offset, length);
            answer(session, Long.BYTES + length);
        }
    }

    private void answer(ClientSession session, int length) {
        long result = session.offer(answer, 0, length);
        while (result == Publication.BACK_PRESSURED || result == Publication.ADMIN_ACTION) {
            idle.idle();
            result = session.offer(answer, 0, length);
        }
    }

    @Override
    public void onTakeSnapshot(ExclusivePublication snapshot) {
        answer.putLong(0, taken);
        while (snapshot.offer(answer, 0, Long.BYTES) < 0) {
            idle.idle();
        }
        say.accept("SNAPSHOT " + taken);
    }

    @Override
    public void onRoleChange(Cluster.Role role) {
        say.accept("ROLE " + role);
    }

    @Override
    public void onSessionOpen(ClientSession session, long timestamp) {
        say.accept("OPEN " + session.id());
    }

    @Override
    public void onSessionClose(ClientSession session, long timestamp, CloseReason reason) {
        say.accept("CLOSE " + session.id() + " " + reason);
    }

    @Override
    public void onTimerEvent(long correlationId, long timestamp) {
        // It has no timers.
    }

    @Override
    public void onTerminate(Cluster cluster) {
        say.accept("TERMINATE");
    }
}
