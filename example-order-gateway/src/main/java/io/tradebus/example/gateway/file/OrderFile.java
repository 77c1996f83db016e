package io.tradebus.example.gateway.file;

import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.messages.Side;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Orders in a file: text, a heading and then a line for each order, in the order of time.
 *
 * <pre>
 * order_id,time,account,symbol,side,quantity,price
 * 1,2026-01-15T09:30:00.001204Z,DESK03,ALDER,BUY,300,182.47
 * </pre>
 */
public final class OrderFile {
    private static final String HEADING = "order_id,time,account,symbol,side,quantity,price";
    private static final int COLUMNS = 7;

    private OrderFile() {}

    /** Writes all orders or none: the file appears under its name when it is complete. */
    public static void write(Path file, List<NewOrder> orders) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path unfinished = Files.createTempFile(directory, "orders-", ".unfinished");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(unfinished, StandardCharsets.US_ASCII)) {
                out.write(HEADING);
                out.write('\n');
                for (NewOrder order : orders) {
                    out.write(line(order));
                    out.write('\n');
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Reads all orders.
     *
     * @throws IOException if the file cannot be read or is not such a file; the text names the line
     */
    public static List<NewOrder> read(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            if (!HEADING.equals(in.readLine())) {
                throw new IOException(file + " is not a file of orders: its first line must be " + HEADING);
            }
            List<NewOrder> orders = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                orders.add(parse(file, orders.size() + 2, line));
            }
            return orders;
        }
    }

    private static String line(NewOrder order) {
        Instant time = Instant.ofEpochSecond(0, order.transactTimeNs());
        return order.orderId() + "," + time + "," + order.account() + "," + order.symbol() + "," + order.side() + ","
                + order.quantity() + "," + order.price().toPlainString();
    }

    private static NewOrder parse(Path file, int lineNumber, String line) throws IOException {
        String[] columns = line.split(",", -1);
        if (columns.length != COLUMNS) {
            throw new IOException(file + ", line " + lineNumber + ": " + COLUMNS + " columns expected: " + line);
        }
        try {
            Instant time = Instant.parse(columns[1]);
            return new NewOrder(
                    Long.parseLong(columns[0]),
                    columns[2],
                    columns[3],
                    Side.valueOf(columns[4]),
                    Long.parseLong(columns[5]),
                    new BigDecimal(columns[6]),
                    TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano());
        } catch (RuntimeException failure) {
            throw new IOException(file + ", line " + lineNumber + ": " + failure.getMessage() + ": " + line, failure);
        }
    }
}
