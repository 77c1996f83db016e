package io.tradebus.core.driver.media;

import io.tradebus.core.BusConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments of an interceptor: {@code key=value}, joined by bars. Read once, at the start of the driver. */
final class LossArguments {
    private final Map<String, String> values = new HashMap<>();
    private final String interceptor;
    private final String text;
    private final List<String> keys;

    /**
     * Takes the text apart.
     *
     * @throws BusConfigurationException if it has another form, or another key than {@code keys}
     */
    LossArguments(String interceptor, String text, List<String> keys) {
        this.interceptor = interceptor;
        this.text = text;
        this.keys = keys;
        for (String part : text.isBlank() ? new String[0] : text.split("\\|", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part.trim() : part.substring(0, equals).trim();
            if (equals < 0 || !keys.contains(key)) {
                throw fault("'" + part + "' is not one of them", null);
            }
            values.put(key, part.substring(equals + 1).trim());
        }
    }

    /** A number from 0 to 1, 0 if it is not given. */
    double rate(String key) {
        String value = values.get(key);
        try {
            double rate = value == null ? 0.0 : Double.parseDouble(value);
            if (rate >= 0.0 && rate <= 1.0) {
                return rate;
            }
        } catch (NumberFormatException e) {
            throw fault(key + " is not a number", e);
        }
        throw fault(key + " is not from 0.0 to 1.0", null);
    }

    /** A decimal number of 64 bits, or one in hexadecimal after {@code 0x}; null if it is not given. */
    @Nullable Long number(String key) {
        String value = values.get(key);
        if (value == null) {
            return null;
        }
        try {
            return value.startsWith("0x") ? Long.parseUnsignedLong(value.substring(2), 16) : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw fault(key + " is not a number", e);
        }
    }

    /** A number of 32 bits that must be given, not below {@code min}. */
    int required(String key, int min) {
        Long value = number(key);
        if (value == null) {
            throw fault(key + " is missing", null);
        }
        if (value < min || value > Integer.MAX_VALUE) {
            throw fault(key + " is not in " + min + ".." + Integer.MAX_VALUE, null);
        }
        return value.intValue();
    }

    /** Says what the arguments must be, what they were, and what is wrong. */
    BusConfigurationException fault(String problem, @Nullable Throwable cause) {
        return new BusConfigurationException(
                "arguments of interceptor " + interceptor + " must be " + String.join("=..|", keys) + "=.., but were '"
                        + text + "': " + problem,
                cause);
    }
}
