package io.tradebus.benchmarks;

import io.aeron.logbuffer.Header;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.FragmentHeader;
import io.tradebus.core.client.Subscription;
import org.agrona.DirectBuffer;

/** Subscriptions that are polled by hand, of our client and of the stock one: the least that reading can cost. */
final class RawReaders {
    private RawReaders() {}

    static LogReader of(Subscription subscription, int fragmentLimit) {
        return new Ours(subscription, fragmentLimit);
    }

    static LogReader of(io.aeron.Subscription subscription, int fragmentLimit) {
        return new Stock(subscription, fragmentLimit);
    }

    /** Counts what it reads. */
    private abstract static class Counting implements LogReader {
        private final String name;
        private long messages;
        private long sum;

        private Counting(String name) {
            this.name = name;
        }

        final void count(DirectBuffer buffer, int offset) {
            messages++;
            sum += buffer.getLong(offset + SampleMessages.HEADER_LENGTH);
        }

        @Override
        public final String name() {
            return name;
        }

        @Override
        public final long messages() {
            return messages;
        }

        @Override
        public final long sum() {
            return sum;
        }
    }

    private static final class Ours extends Counting implements FragmentHandler {
        private final Subscription subscription;
        private final int fragmentLimit;

        private Ours(Subscription subscription, int fragmentLimit) {
            super("raw poll");
            this.subscription = subscription;
            this.fragmentLimit = fragmentLimit;
        }

        @Override
        public void onFragment(DirectBuffer buffer, int offset, int length, FragmentHeader header) {
            count(buffer, offset);
        }

        @Override
        public void poll() {
            subscription.poll(this, fragmentLimit);
        }
    }

    private static final class Stock extends Counting implements io.aeron.logbuffer.FragmentHandler {
        private final io.aeron.Subscription subscription;
        private final int fragmentLimit;

        private Stock(io.aeron.Subscription subscription, int fragmentLimit) {
            super("raw poll, stock client");
            this.subscription = subscription;
            this.fragmentLimit = fragmentLimit;
        }

        @Override
        public void onFragment(DirectBuffer buffer, int offset, int length, Header header) {
            count(buffer, offset);
        }

        @Override
        public void poll() {
            subscription.poll(this, fragmentLimit);
        }
    }
}
