package io.tradebus.core.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The fields of a fixed-size structure in memory: their offsets, which follow from the order in which they are
 * declared, and their names, by which {@link #describe} prints them.
 *
 * <p>Declared once in static initialisers, read only after that. The methods that declare a field return its offset in
 * bytes from the start of the structure, to be kept in a constant:
 *
 * <pre>{@code
 * private static final Layout LAYOUT = Layout.of("NAK");
 * private static final int SESSION_ID = LAYOUT.int32("session");
 * }</pre>
 *
 * <p>All integers are little-endian.
 */
public final class Layout {
    private static final int DESCRIBED_BYTES = 32;

    private enum Kind {
        INTEGER,
        HEX,
        BYTES
    }

    private record Field(String name, Kind kind, int offset, int length) {}

    private final String name;
    private final List<Field> fields = new ArrayList<>();
    private int next;
    private int length;

    private Layout(String name) {
        this.name = name;
    }

    /** An empty layout, whose first field lies at offset 0. */
    public static Layout of(String name) {
        return new Layout(name);
    }

    /** A new layout that begins with all fields of this one and goes on after them; this one stays as it is. */
    public Layout followedBy(String nameOfWhole) {
        Layout whole = new Layout(nameOfWhole);
        whole.fields.addAll(fields);
        whole.next = next;
        whole.length = length;
        return whole;
    }

    public int int8(String field) {
        return add(field, Kind.INTEGER, Byte.BYTES);
    }

    public int int16(String field) {
        return add(field, Kind.INTEGER, Short.BYTES);
    }

    public int int32(String field) {
        return add(field, Kind.INTEGER, Integer.BYTES);
    }

    public int int64(String field) {
        return add(field, Kind.INTEGER, Long.BYTES);
    }

    /** One byte of bits, printed in hexadecimal. */
    public int flags8(String field) {
        return add(field, Kind.HEX, Byte.BYTES);
    }

    /** A run of bytes, of which the first {@value #DESCRIBED_BYTES} are printed in hexadecimal. */
    public int bytes(String field, int count) {
        return add(field, Kind.BYTES, count);
    }

    /** Leaves bytes unused after the last field. */
    public Layout gap(int count) {
        return at(next + count);
    }

    /**
     * Lets the next field begin at an offset.
     *
     * @param offset bytes from the start of the structure, not before the end of the last field
     * @throws IllegalArgumentException if fields would overlap
     */
    public Layout at(int offset) {
        if (offset < next) {
            throw new IllegalArgumentException(
                    "next field of " + name + " must be at " + next + " or after it, but was " + offset);
        }
        next = offset;
        length = Math.max(length, offset);
        return this;
    }

    /** Length in bytes of what has been declared so far, unused bytes included. */
    public int length() {
        return length;
    }

    /**
     * Prints all fields of one structure as {@code NAME field=value …}. Allocates: for diagnostics only.
     *
     * @param offset where the structure begins in {@code buffer}
     */
    public String describe(DirectBuffer buffer, int offset) {
        return describeFrom(buffer, offset, 0);
    }

    /** As {@link #describe}, without the fields that lie before {@code from} in the structure. */
    public String describeFrom(DirectBuffer buffer, int offset, int from) {
        StringBuilder text = new StringBuilder(name);
        forEachFrom(buffer, offset, from, new FieldText(text));
        return text.toString();
    }

    /** Hands over all fields of one structure in the order of their declaration. Allocates: for diagnostics only. */
    public void forEachField(DirectBuffer buffer, int offset, FieldHandler handler) {
        forEachFrom(buffer, offset, 0, handler);
    }

    private void forEachFrom(DirectBuffer buffer, int offset, int from, FieldHandler handler) {
        for (Field field : fields) {
            if (field.offset >= from) {
                handOver(field, buffer, offset + field.offset, handler);
            }
        }
    }

    private int add(String field, Kind kind, int count) {
        for (Field existing : fields) {
            if (existing.name.equals(field)) {
                throw new IllegalArgumentException("field " + field + " of " + name + " is declared twice");
            }
        }
        int offset = next;
        fields.add(new Field(field, kind, offset, count));
        next = offset + count;
        length = Math.max(length, next);
        return offset;
    }

    private static void handOver(Field field, DirectBuffer buffer, int offset, FieldHandler handler) {
        switch (field.kind) {
            case INTEGER -> handler.onNumber(field.name, integer(buffer, offset, field.length));
            case HEX -> handler.onText(field.name, "0x" + hex(buffer, offset, field.length));
            case BYTES -> {
                String text = hex(buffer, offset, Math.min(field.length, DESCRIBED_BYTES));
                handler.onText(field.name, field.length > DESCRIBED_BYTES ? text + '…' : text);
            }
        }
    }

    private static long integer(DirectBuffer buffer, int offset, int length) {
        return switch (length) {
            case Byte.BYTES -> buffer.getByte(offset);
            case Short.BYTES -> buffer.getShort(offset, LITTLE_ENDIAN);
            case Integer.BYTES -> buffer.getInt(offset, LITTLE_ENDIAN);
            default -> buffer.getLong(offset, LITTLE_ENDIAN);
        };
    }

    private static String hex(DirectBuffer buffer, int offset, int count) {
        StringBuilder text = new StringBuilder(2 * count);
        for (int i = 0; i < count; i++) {
            int value = buffer.getByte(offset + i);
            text.append(Character.forDigit(value >> 4 & 0xF, 16)).append(Character.forDigit(value & 0xF, 16));
        }
        return text.toString();
    }
}
