package io.tradebus.core.runtime;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/** The clocks a runtime reads, so that tests can turn them. */
record RuntimeClocks(NanoClock nano, EpochClock epoch) {
    static final RuntimeClocks SYSTEM = new RuntimeClocks(SystemNanoClock.INSTANCE, SystemEpochClock.INSTANCE);
}
