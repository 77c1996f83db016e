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

    private static final class Ours implements LogReader, FragmentHandler {
        private final Subscription subscription;
        private final int fragmentLimit;
        private long messages;
        private long sum;

        private Ours(Subscription subscription, int fragmentLimit) {
            this.subscription = subscription;
            this.fragmentLimit = fragmentLimit;
        }

        @Override
        public void onFragment(DirectBuffer buffer, int offset, int length, FragmentHeader header) {
            messages++;
            sum += buffer.getLong(offset + SampleMessages.HEADER_LENGTH);
        }

        @Override
        public String name() {
            return "raw poll";
        }

        @Override
        public void poll() {
            subscription.poll(this, fragmentLimit);
        }

        @Override
        public long messages() {
            return messages;
        }

        @Override
        public long sum() {
            return sum;
        }
    }

    private static final class Stock implements LogReader, io.aeron.logbuffer.FragmentHandler {
        private final io.aeron.Subscription subscription;
        private final int fragmentLimit;
        private long messages;
        private long sum;

        private Stock(io.aeron.Subscription subscription, int fragmentLimit) {
            this.subscription = subscription;
            this.fragmentLimit = fragmentLimit;
        }

        @Override
        public void onFragment(DirectBuffer buffer, int offset, int length, Header header) {
            messages++;
            sum += buffer.getLong(offset + SampleMessages.HEADER_LENGTH);
        }

        @Override
        public String name() {
            return "raw poll, stock client";
        }

        @Override
        public void poll() {
            subscription.poll(this, fragmentLimit);
        }

        @Override
        public long messages() {
            return messages;
        }

        @Override
        public long sum() {
            return sum;
        }
    }
}
