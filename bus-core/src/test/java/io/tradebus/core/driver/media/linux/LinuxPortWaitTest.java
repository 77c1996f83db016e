package io.tradebus.core.driver.media.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinuxPortWaitTest {
    private final FakeKernel kernel = new FakeKernel();
    private final LinuxPortWait wait = new LinuxPortWait(() -> kernel);

    @Test
    void waitsAsLongAsItIsToldButNotForAMomentNorLongerThanTheSystemCan() {
        wait.add(3);

        assertThat(wait.await(31_000)).isTrue();
        assertThat(wait.await(1_500)).isTrue();
        assertThat(wait.await(TimeUnit.HOURS.toNanos(1))).isTrue();

        assertThat(kernel.waited).containsExactly(31_000L, 30_000L, TimeUnit.SECONDS.toNanos(1) - 1);
    }

    @Test
    void letsTheSystemWakeItUpInTime() {
        wait.add(3);

        assertThat(kernel.slackNs).isEqualTo(1);
    }

    @Test
    void cannotWaitWithoutPorts() {
        assertThat(wait.await(1_500)).isFalse();
        wait.add(3);
        wait.remove(3);

        assertThat(wait.await(1_500)).isFalse();

        assertThat(kernel.waited).isEmpty();
    }

    @Test
    void doesNotTryAgainWhereTheSystemCannot() {
        kernel.canWait = false;
        wait.add(3);

        assertThat(wait.await(1_500)).isFalse();
        wait.add(4);
        assertThat(wait.await(1_500)).isFalse();

        assertThat(kernel.waited).hasSize(1);
    }

    @Test
    void anInterruptionIsAnEarlyEnd() {
        wait.add(3);
        kernel.waits.add(-Errno.EINTR);

        assertThat(wait.await(1_500)).isTrue();
    }

    @Test
    void aFailureThatIsToldOnceDoesNotKeepItFromWaiting() {
        wait.add(3);
        kernel.waits.add(-Errno.EINVAL);

        assertThat(wait.await(1_500)).isTrue();
        assertThat(wait.await(1_500)).isTrue();
    }

    @Test
    void aFailureThatIsToldTwiceDoes() {
        wait.add(3);
        kernel.waits.addAll(List.of(-Errno.EINVAL, -Errno.EINVAL));

        assertThat(wait.await(1_500)).isFalse();
        assertThat(wait.await(1_500)).as("it has ended").isFalse();
        assertThat(kernel.waited).hasSize(2);
    }

    @Test
    void waitsNoMoreOnceItHasEnded() {
        wait.add(3);
        wait.end();
        wait.add(4);
        wait.end();

        assertThat(wait.await(1_500)).isFalse();
    }

    @Test
    void isWokenThroughTheKernel() {
        wait.wake();
        assertThat(kernel.signals).as("there is nothing to wait at").isZero();
        wait.add(3);

        wait.wake();

        assertThat(kernel.signals).isEqualTo(1);
    }

    @Test
    void nobodyIsWokenWhoHasEnded() {
        wait.add(3);
        wait.end();

        wait.wake();

        assertThat(kernel.signals).isZero();
        assertThat(kernel.closed).contains(5);
    }

    @Test
    void isCompleteWhileAllPortsWakeIt() {
        assertThat(wait.isComplete()).isTrue();
        wait.addOther();
        assertThat(wait.isComplete()).isFalse();
        wait.removeOther();
        assertThat(wait.isComplete()).isTrue();
        wait.end();
        assertThat(wait.isComplete()).isFalse();
    }
}
