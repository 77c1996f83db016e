package io.tradebus.spring.convert;

import io.tradebus.core.BusConfigurationException;
import java.util.List;

/** The converters of an application, asked in their order: the first that supports a type converts it. */
public final class BusConverters {
    private final List<BusConverter<?>> converters;

    public BusConverters(List<BusConverter<?>> converters) {
        this.converters = List.copyOf(converters);
    }

    /** Whether some converter can read and write this type. */
    public boolean supports(Class<?> type) {
        for (var converter : converters) {
            if (converter.supports(type)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The converter of a type.
     *
     * @throws BusConfigurationException if there is none
     */
    @SuppressWarnings("unchecked") // The converter itself has said that it supports the type.
    public <T> BusConverter<T> converter(Class<T> type) {
        for (var converter : converters) {
            if (converter.supports(type)) {
                return (BusConverter<T>) converter;
            }
        }
        if (type == Object.class) {
            throw new BusConfigurationException(
                    "there is no converter for java.lang.Object, which says nothing of what is"
                            + " in it; use a type of your own");
        }
        throw new BusConfigurationException("there is no converter for " + type.getName()
                + "; for JSON add spring-boot-starter-jackson, for Protocol Buffers protobuf-java, for anything else a bean of "
                + "type BusConverter");
    }
}
