package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observation of a message that is handled by a listener, and its keys. */
public enum BusListenerObservation implements ObservationDocumentation {
    /**
     * From the call of the handler to its return. It has another name than the timer {@code bus.listener}, since each name
     * has one set of tag keys and a registry may refuse it with others.
     */
    PROCESS {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultBusListenerObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return LowCardinality.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return HighCardinality.values();
        }
    };

    /** Keys with few values, which meters have too. */
    public enum LowCardinality implements KeyName {
        /** Id of the listener. */
        LISTENER("bus.listener.id"),
        /** Name of the stream. */
        STREAM("bus.stream"),
        /** Always {@code bus}. */
        SYSTEM("messaging.system"),
        /** Always {@code process}. */
        OPERATION("messaging.operation");

        private final String key;

        LowCardinality(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** Keys with many values, for traces only. */
    public enum HighCardinality implements KeyName {
        /** Session of the publisher. */
        SESSION("bus.session.id"),
        /** Position in bytes after the message; with the session it names the message. */
        POSITION("bus.position"),
        /** How often the message was delivered. */
        ATTEMPT("bus.attempt");

        private final String key;

        HighCardinality(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }
}
