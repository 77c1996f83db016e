package io.tradebus.core.compat;

import java.util.Map;

/** Who made a driver and the client that works with it. */
public enum Maker {
    /** This project: {@code bus-driver.jar} and our client. */
    US {
        @Override
        public DriverProcess driver(Map<String, String> settings) {
            return DriverProcess.ours(settings);
        }

        @Override
        Class<?> client() {
            return OurClientProgram.class;
        }
    },
    /** The stock driver and client. */
    STOCK {
        @Override
        public DriverProcess driver(Map<String, String> settings) {
            return DriverProcess.stock(settings);
        }

        @Override
        Class<?> client() {
            return StockClientProgram.class;
        }
    };

    /** Starts a driver, with settings by their standard names. */
    public abstract DriverProcess driver(Map<String, String> settings);

    /** The program with a client. */
    abstract Class<?> client();
}
