package io.tradebus.core.tools.view;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which counters somebody wants to see. Type, session and stream match as a whole; a channel matches when the expression is
 * found anywhere in it. Null lets everything pass; what is not about a stream does not pass a filter of streams.
 *
 * @param type number or name of the type
 */
public record CounterFilter(
        @Nullable Pattern type,
        @Nullable Pattern session,
        @Nullable Pattern stream,
        @Nullable Pattern channel) implements Predicate<CounterRow> {
    public static final CounterFilter NONE = new CounterFilter(null, null, null, null);

    @Override
    public boolean test(CounterRow row) {
        return ofType(row)
                && isOfStream(row)
                && (channel == null || row.channel() != null && found(channel, row.channel()));
    }

    /** Whether a stream passes; the type is none of its matters. */
    public boolean test(int sessionId, int streamId, String streamChannel) {
        return matches(session, sessionId) && matches(stream, streamId) && found(channel, streamChannel);
    }

    private boolean ofType(CounterRow row) {
        if (type == null || matches(type, row.typeId())) {
            return true;
        }
        String name = row.typeName();
        return name != null && type.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    private boolean isOfStream(CounterRow row) {
        if (session == null && stream == null) {
            return true;
        }
        return row.stream() != null
                && matches(session, row.stream().sessionId())
                && matches(stream, row.stream().streamId());
    }

    private static boolean matches(@Nullable Pattern pattern, int value) {
        return pattern == null || pattern.matcher(Integer.toString(value)).matches();
    }

    private static boolean found(@Nullable Pattern pattern, @Nullable String text) {
        return pattern == null || text != null && pattern.matcher(text).find();
    }
}
