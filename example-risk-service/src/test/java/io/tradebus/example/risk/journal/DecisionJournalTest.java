package io.tradebus.example.risk.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.example.messages.Verdict;
import io.tradebus.example.risk.limit.OrderView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionJournalTest {
    private static final int ENTRIES_OF_A_CHUNK = 262_144;

    private final OrderView view = new OrderView();

    @TempDir
    Path directory;

    @Test
    void tellsWhatWasWrittenInTheOrderOfWriting() {
        try (DecisionJournal journal = open(new ArrayList<>())) {
            journal.append(7, view.of(1, 2).terms(true, 3, 4, 5), Verdict.ACCEPTED);
            journal.append(9, view.of(11, 12).terms(false, -13, 14, 15), Verdict.ACCOUNT_NOTIONAL);
        }

        List<String> found = new ArrayList<>();
        try (DecisionJournal journal = open(found)) {
            assertThat(found).containsExactly("7 1 2 true 3 4 5 ACCEPTED", "9 11 12 false -13 14 15 ACCOUNT_NOTIONAL");
            assertThat(journal.size()).isEqualTo(2);
        }
    }

    @Test
    void goesOnBehindWhatItFound() {
        try (DecisionJournal journal = open(new ArrayList<>())) {
            journal.append(1, view, Verdict.ACCEPTED);
        }
        try (DecisionJournal journal = open(new ArrayList<>())) {
            journal.append(2, view, Verdict.TICK_SIZE);
        }

        List<String> found = new ArrayList<>();
        open(found).close();
        assertThat(found).hasSize(2);
    }

    @Test
    void takesNoNoticeOfAnEntryThatWasNotCompleted() throws IOException {
        try (DecisionJournal journal = open(new ArrayList<>())) {
            journal.append(1, view, Verdict.ACCEPTED);
        }
        try (FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {42}), DecisionJournal.ENTRY_LENGTH);
        }

        List<String> found = new ArrayList<>();
        open(found).close();
        assertThat(found).hasSize(1);
    }

    @Test
    void growsByOneChunkAfterAnother() {
        try (DecisionJournal journal = open(new ArrayList<>())) {
            for (int i = 0; i <= ENTRIES_OF_A_CHUNK; i++) {
                journal.append(i, view, Verdict.ACCEPTED);
            }
        }

        List<String> found = new ArrayList<>();
        try (DecisionJournal journal = open(found)) {
            assertThat(found)
                    .hasSize(ENTRIES_OF_A_CHUNK + 1)
                    .last()
                    .isEqualTo(ENTRIES_OF_A_CHUNK + " 0 0 false 0 0 0 ACCEPTED");
            assertThat(journal.size()).isEqualTo(ENTRIES_OF_A_CHUNK + 1);
        }
    }

    @Test
    void refusesWhatIsAppendedAfterItsEnd() {
        DecisionJournal closed = open(new ArrayList<>());
        closed.close();

        assertThatThrownBy(() -> closed.append(1, view, Verdict.ACCEPTED))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void isNotOpenedTwice() {
        try (DecisionJournal open = open(new ArrayList<>())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> open(new ArrayList<>()))
                    .withMessageContaining("in use by another risk service")
                    .withMessageContaining("risk.journal");
            assertThat(open.size()).isZero();
        }
    }

    private DecisionJournal open(List<String> found) {
        return DecisionJournal.open(
                file(),
                (id, order, verdict) -> found.add(id + " " + order.account() + " " + order.symbol() + " "
                        + order.isBuy() + " " + order.quantity() + " " + order.price() + " " + order.transactTimeNs()
                        + " " + verdict));
    }

    private Path file() {
        return directory.resolve("decisions.journal");
    }
}
