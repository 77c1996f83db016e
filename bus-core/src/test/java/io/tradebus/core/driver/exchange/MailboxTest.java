package io.tradebus.core.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final AtomicCounter fails = new AtomicCounter(new UnsafeBuffer(new byte[256]), 0);
    private final Mailbox<List<Integer>> mailbox = new Mailbox<>(fails);
    private final List<Integer> heard = new ArrayList<>();

    @Test
    void requestsAreHeardInTheOrderInWhichTheyWerePosted() {
        mailbox.post(agent -> agent.add(1));
        mailbox.post(agent -> agent.add(2));
        mailbox.post(agent -> agent.add(3));

        assertThat(mailbox.drainTo(heard, 2)).isEqualTo(2);
        assertThat(heard).containsExactly(1, 2);
        assertThat(mailbox.drainTo(heard, 2)).isEqualTo(1);
        assertThat(heard).containsExactly(1, 2, 3);
        assertThat(mailbox.drainTo(heard, 2)).isZero();
    }

    @Test
    void whatIsPostedWhenThereIsNoRoomWaitsAndKeepsItsPlace() {
        postNumbersTo(Mailbox.CAPACITY + 10);
        assertThat(fails.get()).isPositive();
        mailbox.drainTo(heard, 5);

        mailbox.post(agent -> agent.add(Mailbox.CAPACITY + 10));
        while (mailbox.flush() + mailbox.drainTo(heard, 100) > 0) {
            // Until nothing is left.
        }

        assertThat(heard).hasSize(Mailbox.CAPACITY + 11).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatIsOfferedWhenThereIsNoRoomIsRefusedAndCounted() {
        for (int i = 0; i < Mailbox.CAPACITY; i++) {
            assertThat(mailbox.offer(agent -> agent.add(0))).isTrue();
        }

        assertThat(mailbox.offer(agent -> agent.add(1))).isFalse();
        assertThat(fails.get()).isEqualTo(1);
    }

    @Test
    void thereIsNoRoomForClientsBeforeItIsFull() {
        assertThat(mailbox.hasRoom()).isTrue();

        postNumbersTo(Mailbox.CAPACITY - 32);
        assertThat(mailbox.hasRoom()).isFalse();

        mailbox.drainTo(heard, 64);
        assertThat(mailbox.hasRoom()).isTrue();
    }

    @Test
    void aRequestThatFailsIsNotHeardTwice() {
        mailbox.post(agent -> {
            throw new IllegalStateException("it fails");
        });
        mailbox.post(agent -> agent.add(2));

        assertThatIllegalStateException().isThrownBy(() -> mailbox.drainTo(heard, 10));
        mailbox.drainTo(heard, 10);

        assertThat(heard).containsExactly(2);
    }

    private void postNumbersTo(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            mailbox.post(agent -> agent.add(number));
        }
    }
}
