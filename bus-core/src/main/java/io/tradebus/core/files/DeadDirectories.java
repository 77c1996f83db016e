package io.tradebus.core.files;

import io.tradebus.core.StorageException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What drivers left that were killed and whose directories have a process id in their names, so that no start finds them
 * again: {@code <prefix><process id>}, with {@code -<number>} behind it where one process has several.
 */
public final class DeadDirectories {
    private final Path parent;
    private final String prefix;

    /**
     * The directories of one program.
     *
     * @param parent of all of them
     * @param prefix of their names, up to the process id
     */
    public DeadDirectories(Path parent, String prefix) {
        this.parent = parent;
        this.prefix = prefix;
    }

    /**
     * One that was to be removed.
     *
     * @param length bytes of its files, as long as they say they are
     * @param failure why something of it is left; null if nothing is
     */
    public record Removal(Path path, long length, @Nullable StorageException failure) {}

    /**
     * Removes those whose driver is dead for sure: the process that is in the name, and in the control file too, is not
     * there any more, and its last heartbeat is older than the timeout. Costs one look at the names in the parent if there
     * are none. One that stopped in order and was to stay stays.
     *
     * @param nowMs milliseconds since the epoch
     * @param driverTimeoutMs age of a heartbeat above which a driver counts as dead
     * @return what was found, in no order; empty also if the parent cannot be read
     */
    public List<Removal> remove(long nowMs, long driverTimeoutMs) {
        String[] names = parent.toFile().list();
        if (names == null) {
            return List.of();
        }
        List<Removal> removals = new ArrayList<>();
        for (String name : names) {
            long pid = name.startsWith(prefix) ? pidIn(name) : DriverSighting.NONE;
            if (pid != DriverSighting.NONE && isOfDead(parent.resolve(name), pid, nowMs, driverTimeoutMs)) {
                removals.add(remove(new DriverDirectory(parent.resolve(name))));
            }
        }
        return removals;
    }

    private static boolean isOfDead(Path path, long pid, long nowMs, long driverTimeoutMs) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                || ProcessHandle.of(pid).isPresent()) {
            return false;
        }
        DriverSighting sighting = new DriverDirectory(path).look(nowMs, driverTimeoutMs);
        // The same process id in both places: "shop-2-77" is one of "shop-2", and not the second one of process 2 of
        // "shop".
        return sighting.state() == DriverSighting.State.DEAD && sighting.pid() == pid;
    }

    private static Removal remove(DriverDirectory directory) {
        long length = directory.length();
        try {
            directory.delete();
            return new Removal(directory.path(), length, null);
        } catch (StorageException e) {
            return new Removal(directory.path(), length, e);
        }
    }

    /** The process id in a name with the prefix, or {@link DriverSighting#NONE} if it is of another form. */
    private long pidIn(String name) {
        int from = prefix.length();
        int dash = name.indexOf('-', from);
        int to = dash < 0 ? name.length() : dash;
        boolean isOurs = isNumber(name, from, to) && (dash < 0 || isNumber(name, dash + 1, name.length()));
        return isOurs ? Long.parseLong(name, from, to, 10) : DriverSighting.NONE;
    }

    /** Whether there are digits only, from one to as many as fit into a long. */
    private static boolean isNumber(String name, int from, int to) {
        int digit = from;
        while (digit < to && name.charAt(digit) >= '0' && name.charAt(digit) <= '9') {
            digit++;
        }
        return digit == to && to > from && to - from <= 18;
    }
}
