package io.tradebus.benchmarks;

import io.tradebus.example.messages.BeginEpochDecoder;
import io.tradebus.example.messages.NewOrderDecoder;
import io.tradebus.example.messages.OrderDecisionDecoder;
import io.tradebus.example.messages.RiskStatusDecoder;
import io.tradebus.spring.annotation.BusHandler;
import io.tradebus.spring.annotation.BusListener;
import org.agrona.DirectBuffer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application whose listeners are measured: one for each form, each of which adds up a number of every message. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ListenerCostApplication {
    @Bean
    Raw raw() {
        return new Raw();
    }

    @Bean
    Sbe sbe() {
        return new Sbe();
    }

    @Bean
    Cases cases() {
        return new Cases();
    }

    @Bean
    InvokedBus invokedBus() {
        return new InvokedBus();
    }

    /** What a listener has seen. For one thread. */
    abstract static class Seen {
        private long messages;
        private long sum;

        final void add(long number) {
            messages++;
            sum += number;
        }

        /** Messages so far. */
        final long messages() {
            return messages;
        }

        /** Sum of the first number in each of them. */
        final long sum() {
            return sum;
        }
    }

    /** Reads the log itself. */
    static class Raw extends Seen {
        @BusListener(id = "raw", streams = "orders")
        void onOrder(DirectBuffer buffer, int offset, int length) {
            add(buffer.getLong(offset + SampleMessages.HEADER_LENGTH));
        }
    }

    /** Reads messages of one kind. */
    static class Sbe extends Seen {
        @BusListener(id = "sbe", streams = "orders")
        void onOrder(NewOrderDecoder order) {
            add(order.orderId());
        }
    }

    /** Reads messages of four kinds, each by a method of its own. */
    @BusListener(id = "cases", streams = "events")
    static class Cases extends Seen {
        @BusHandler
        void onOrder(NewOrderDecoder order) {
            add(order.orderId());
        }

        @BusHandler
        void onDecision(OrderDecisionDecoder decision) {
            add(decision.orderId());
        }

        @BusHandler
        void onStatus(RiskStatusDecoder status) {
            add(status.riskInstance());
        }

        @BusHandler
        void onEpoch(BeginEpochDecoder begin) {
            add(begin.epoch());
        }
    }
}
