package io.tradebus.core.driver.protocol;

import io.tradebus.core.format.frame.DataFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A sender, a network that loses, delays and reorders, and the receiving log, as simple as can be: everything that was
 * ever sent is kept as a list of frames. Checks each request against what the log holds at that moment.
 */
final class RepairModel {
    static final int WINDOW = TestImage.TERM_LENGTH / 2;

    private static final int TERM = TestImage.TERM_LENGTH;
    private static final int MAX_FRAME = 1408;
    private static final long STEP_NS = 50_000;

    private record Frame(long position, int length, boolean isPadding) {}

    private record Event(long atNs, long order, long position, int length, boolean isRequest) {}

    /** A request as the receiver made it. */
    record Request(long atNs, long position, int length, boolean isOldest) {}

    final List<Request> requests = new ArrayList<>();
    final List<String> faults = new ArrayList<>();

    private final TestImage image = new TestImage();
    private final List<Frame> frames = new ArrayList<>();
    private final PriorityQueue<Event> network = new PriorityQueue<>(
            (a, b) -> a.atNs != b.atNs ? Long.compare(a.atNs, b.atNs) : Long.compare(a.order, b.order));
    private final SplittableRandom random;
    private final double loss;
    private final long oneWayNs;
    private final long jitterNs;
    private final LossDetector detector;

    private int nextFrame;
    private long sent;
    private long cleaned = TERM;
    private long highWaterMark;
    private long rebuilt;
    private long nowNs;
    private long order;

    RepairModel(
            long seed,
            int terms,
            double loss,
            long oneWayNs,
            long jitterNs,
            GapSettings settings,
            FeedbackDelay delay) {
        random = new SplittableRandom(seed);
        this.loss = loss;
        this.oneWayNs = oneWayNs;
        this.jitterNs = jitterNs;
        detector = new LossDetector(TERM, TestImage.INITIAL_TERM_ID, delay, settings, this::onGap);
        makeFrames(terms);
    }

    /** Runs until everything has arrived; returns how long it took in nanoseconds, or -1 if it did not end in time. */
    long run(long maxNs) {
        long end = last().position + last().length;
        while (rebuilt < end) {
            if (nowNs > maxNs) {
                return -1;
            }
            send();
            deliver();
            long before = rebuilt;
            rebuilt = detector.track(image.terms, rebuilt, 0, highWaterMark, nowNs);
            check(before);
            nowNs += STEP_NS;
        }
        return nowNs;
    }

    long roundTripNs() {
        return detector.roundTripNs();
    }

    private void makeFrames(int terms) {
        long position = 0;
        while (position < (long) terms * TERM) {
            int rest = TERM - TestImage.offset(position);
            int length = DataFrame.alignedLength(32 + random.nextInt(MAX_FRAME - 31));
            boolean isPadding = length > rest || random.nextInt(50) == 0;
            int taken = isPadding ? Math.min(rest, length) : length;
            frames.add(new Frame(position, taken, isPadding));
            position += taken;
        }
    }

    private Frame last() {
        return frames.get(frames.size() - 1);
    }

    private void send() {
        while (nextFrame < frames.size()) {
            Frame frame = frames.get(nextFrame);
            if (frame.position + frame.length > rebuilt + WINDOW) {
                break;
            }
            nextFrame++;
            sent = frame.position + frame.length;
            transmit(frame.position, frame.length, false);
        }
        // A heartbeat tells how far the sender is; here it is lost like everything else.
        if (random.nextInt(20) == 0 && random.nextDouble() >= loss) {
            network.add(new Event(nowNs + oneWayNs, order++, sent, 0, false));
        }
    }

    private void transmit(long position, int length, boolean isRequest) {
        if (random.nextDouble() >= loss) {
            long jitter = jitterNs == 0 ? 0 : random.nextLong(jitterNs);
            network.add(new Event(nowNs + oneWayNs + jitter, order++, position, length, isRequest));
        }
    }

    private void deliver() {
        while (!network.isEmpty() && network.peek().atNs <= nowNs) {
            Event event = network.remove();
            if (event.isRequest) {
                answer(event);
            } else {
                arrive(event);
            }
        }
    }

    /** Sends whole frames that begin where the request does, as far as they fit. */
    private void answer(Event request) {
        int i = indexOf(request.position);
        if (i < 0) {
            faults.add("request at " + request.position + " is not the start of a frame");
            return;
        }
        long end = request.position + request.length;
        while (i < nextFrame && frames.get(i).position + (frames.get(i).isPadding ? 32 : frames.get(i).length) <= end) {
            transmit(frames.get(i).position, frames.get(i).length, false);
            i++;
        }
    }

    private void arrive(Event event) {
        if (event.length == 0) {
            cleanUpTo(event.position);
            highWaterMark = Math.max(highWaterMark, event.position);
            return;
        }
        Frame frame = frames.get(indexOf(event.position));
        if (frame.position < rebuilt) {
            return;
        }
        cleanUpTo(frame.position);
        if (!image.isPresent(frame.position)) {
            if (frame.isPadding) {
                image.insertPadding(frame.position, frame.length);
            } else {
                image.insert(frame.position, frame.length);
            }
        }
        highWaterMark = Math.max(highWaterMark, frame.position + (frame.isPadding ? 32 : frame.length));
    }

    private void cleanUpTo(long position) {
        while (position >= cleaned) {
            image.clean(cleaned);
            cleaned += TERM;
        }
    }

    private void onGap(int termId, int termOffset, int length) {
        long position = TestImage.position(termId, termOffset);
        if (length <= 0 || position < rebuilt || position + length > Math.max(highWaterMark, rebuilt)) {
            faults.add("request of " + length + " at " + position + " beyond " + rebuilt + " to " + highWaterMark);
        }
        if (termOffset + length > TERM) {
            faults.add("request of " + length + " at " + position + " leaves its term");
        }
        for (long at = position; at < position + length; at += DataFrame.FRAME_ALIGNMENT) {
            if (at < cleaned && image.isPresent(at)) {
                faults.add("request of " + length + " at " + position + " though " + at + " is there");
                break;
            }
        }
        boolean isOldest = isComplete(position);
        requests.add(new Request(nowNs, position, length, isOldest));
        transmit(position, length, true);
    }

    private boolean isComplete(long position) {
        int i = indexOf(rebuilt);
        while (i < frames.size() && frames.get(i).position < position) {
            if (!image.isPresent(frames.get(i).position)) {
                return false;
            }
            i++;
        }
        return true;
    }

    private void check(long before) {
        if (rebuilt < before) {
            faults.add("went back from " + before + " to " + rebuilt);
        }
        for (int i = indexOf(before); i < frames.size() && frames.get(i).position < rebuilt; i++) {
            if (!image.isPresent(frames.get(i).position)) {
                faults.add("moved over " + frames.get(i).position + ", which is missing");
            }
        }
    }

    private int indexOf(long position) {
        int low = 0;
        int high = frames.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = frames.get(middle).position;
            if (found == position) {
                return middle;
            }
            if (found < position) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return low == frames.size() ? low : -1;
    }
}
