package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.counters.ChannelStatus;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all sessions of one stream on one channel. Each session is an {@link Image}.
 *
 * <p>Polls are for one thread at a time; everything else may be called by any. A poll visits the images in turn and
 * begins with another one each time, so that none is favoured. Images come and go by themselves; that closes nothing
 * but the image.
 *
 * <p>When the client loses its driver, images deliver what is in their logs and then end; with the next driver come others.
 * The logs of the last four drivers are kept until they are read.
 */
public final class Subscription implements AutoCloseable {
    private static final Image[] NO_IMAGES = new Image[0];

    private final String channel;
    private final int streamId;
    private final SubscriptionListeners listeners;
    private final ResourceOwner owner;

    // Copied when it changes, which only happens under the client's lock.
    private volatile Image[] images = NO_IMAGES;
    private volatile long registrationId;
    private volatile int channelStatusId;
    private volatile boolean isAttached = true;
    private volatile boolean isClosed;
    private volatile @Nullable BusException failure;
    private int firstImageIndex;

    Subscription(
            long registrationId,
            RequestedStream stream,
            int channelStatusId,
            SubscriptionListeners listeners,
            ResourceOwner owner) {
        this.registrationId = registrationId;
        this.channel = stream.channel();
        this.streamId = stream.streamId();
        this.channelStatusId = channelStatusId;
        this.listeners = listeners;
        this.owner = owner;
    }

    /**
     * Delivers fragments of the images in turn, as {@link Image#poll} does for one.
     *
     * @param fragmentLimit most fragments to deliver from all images together
     * @return fragments delivered
     */
    public int poll(FragmentHandler handler, int fragmentLimit) {
        Image[] current = images;
        int first = nextFirstIndex(current.length);
        int fragments = 0;
        for (int i = first; i < current.length && fragments < fragmentLimit; i++) {
            fragments += current[i].poll(handler, fragmentLimit - fragments);
        }
        for (int i = 0; i < first && fragments < fragmentLimit; i++) {
            fragments += current[i].poll(handler, fragmentLimit - fragments);
        }
        return fragments;
    }

    /** Delivers fragments of the images in turn, as {@link Image#controlledPoll} does for one. */
    public int controlledPoll(ControlledFragmentHandler handler, int fragmentLimit) {
        Image[] current = images;
        int first = nextFirstIndex(current.length);
        int fragments = 0;
        for (int i = first; i < current.length && fragments < fragmentLimit; i++) {
            fragments += current[i].controlledPoll(handler, fragmentLimit - fragments);
        }
        for (int i = 0; i < first && fragments < fragmentLimit; i++) {
            fragments += current[i].controlledPoll(handler, fragmentLimit - fragments);
        }
        return fragments;
    }

    /**
     * Delivers fragments of the images in turn, as {@link Image#boundedPoll} does for one; the limit position holds for
     * each.
     */
    public int boundedPoll(FragmentHandler handler, long limitPosition, int fragmentLimit) {
        Image[] current = images;
        int first = nextFirstIndex(current.length);
        int fragments = 0;
        for (int i = first; i < current.length && fragments < fragmentLimit; i++) {
            fragments += current[i].boundedPoll(handler, limitPosition, fragmentLimit - fragments);
        }
        for (int i = 0; i < first && fragments < fragmentLimit; i++) {
            fragments += current[i].boundedPoll(handler, limitPosition, fragmentLimit - fragments);
        }
        return fragments;
    }

    /**
     * Delivers one block of each image.
     *
     * @param blockLengthLimit most bytes of one block
     * @return bytes delivered
     */
    public long blockPoll(BlockHandler handler, int blockLengthLimit) {
        long bytes = 0;
        for (Image image : images) {
            bytes += image.blockPoll(handler, blockLengthLimit);
        }
        return bytes;
    }

    /**
     * Delivers one block of each image together with its place in the file.
     *
     * @param blockLengthLimit most bytes of one block
     * @return bytes delivered
     */
    public long rawPoll(RawBlockHandler handler, int blockLengthLimit) {
        long bytes = 0;
        for (Image image : images) {
            bytes += image.rawPoll(handler, blockLengthLimit);
        }
        return bytes;
    }

    /** Whether there is a driver that has the subscription: not while the client looks for one, nor once it is closed. */
    public boolean isAttached() {
        return isAttached;
    }

    /** Whether there is an image that is open. */
    public boolean isConnected() {
        for (Image image : images) {
            if (!image.isClosed()) {
                return true;
            }
        }
        return false;
    }

    public int imageCount() {
        return images.length;
    }

    /** The images there are now, in the order they came. */
    public List<Image> images() {
        return List.of(images);
    }

    /** The image at an index below {@link #imageCount()}, without allocating. */
    public Image imageAtIndex(int index) {
        return images[index];
    }

    /** Hands over the images there are now, in the order they came, without allocating. */
    public void forEachImage(Consumer<Image> consumer) {
        for (Image image : images) {
            consumer.accept(image);
        }
    }

    /** The image of a session, the latest if there are several, or null when there is none. */
    public @Nullable Image imageBySessionId(int sessionId) {
        Image[] current = images;
        for (int i = current.length - 1; i >= 0; i--) {
            if (current[i].sessionId() == sessionId) {
                return current[i];
            }
        }
        return null;
    }

    public String channel() {
        return channel;
    }

    public int streamId() {
        return streamId;
    }

    /** The subscription as the driver counts it, or as the last driver did. */
    public long registrationId() {
        return registrationId;
    }

    /** The counter with the status of the channel at the present or the last driver, -1 for IPC and spies. */
    public int channelStatusId() {
        return channelStatusId;
    }

    /**
     * The status of the channel as in docs/shared-memory.md#driver-counter-types: 1 means active, 0 that the driver does not
     * have the subscription yet, 2 that it is closed.
     */
    public long channelStatus() {
        if (!isAttached) {
            return isClosed ? ChannelStatus.CLOSING : ChannelStatus.INITIALIZING;
        }
        return owner.channelStatus(channelStatusId);
    }

    /**
     * The addresses that the sockets of the channel, or of its destinations, are bound to, oldest first, as {@code
     * host:port}: with port 0 in the channel, what the system chose. None for IPC, and none while the channel is not
     * active or there is no driver. Allocates.
     */
    public List<String> localAddresses() {
        return isAttached ? owner.localAddresses(channelStatusId) : List.of();
    }

    /**
     * Adds a destination to a subscription with manual control mode, and waits for the driver's answer.
     *
     * @throws io.tradebus.core.DriverUnavailableException if there is no driver, or the one there is does not have the
     *     subscription yet
     * @throws io.tradebus.core.RegistrationException if the driver refuses
     * @throws io.tradebus.core.DriverTimeoutException if the driver does not answer
     */
    public void addDestination(String destinationChannel) {
        owner.addDestination(this, destinationChannel);
    }

    /** Removes a destination. Fails as {@link #addDestination} does. */
    public void removeDestination(String destinationChannel) {
        owner.removeDestination(this, destinationChannel);
    }

    /** Asks for a destination and returns at once; {@link #isDestinationChanged} tells how it went. */
    public long asyncAddDestination(String destinationChannel) {
        return owner.requestDestination(this, destinationChannel);
    }

    /** Asks for the removal of a destination and returns at once. */
    public long asyncRemoveDestination(String destinationChannel) {
        return owner.requestRemoval(this, destinationChannel);
    }

    /**
     * Whether the driver has done what was asked of it without waiting; false while it has not answered. To be asked until
     * it says true or throws, and not afterwards.
     *
     * @param id what {@link #asyncAddDestination} or {@link #asyncRemoveDestination} returned
     * @throws io.tradebus.core.RegistrationException if the driver refuses
     * @throws io.tradebus.core.DriverTimeoutException if the driver does not answer
     */
    public boolean isDestinationChanged(long id) {
        return owner.isAnswered(id);
    }

    public boolean isClosed() {
        return isClosed;
    }

    /** Why the subscription is closed though nobody closed it: what the driver said when it refused it; null otherwise. */
    public @Nullable BusException failure() {
        return failure;
    }

    /** Closes the subscription and all its images. Does not wait for the driver; closing again has no effect. */
    @Override
    public void close() {
        owner.onSubscriptionClosed(this);
    }

    @Override
    public String toString() {
        return "Subscription{registrationId=" + registrationId + ", channel=" + channel + ", streamId=" + streamId
                + ", images=" + images.length + ", isClosed=" + isClosed + '}';
    }

    SubscriptionListeners listeners() {
        return listeners;
    }

    /** Under the client's lock: it is closed since it could not be added to another driver. */
    void markFailed(BusException cause) {
        failure = cause;
    }

    /** Under the client's lock: there is no driver any more, and its counters mean nothing to the next. */
    void detach() {
        isAttached = false;
    }

    /** Under the client's lock: another driver has it now. */
    void attach(long newRegistrationId, int newChannelStatusId) {
        registrationId = newRegistrationId;
        channelStatusId = newChannelStatusId;
        isAttached = true;
    }

    /** Under the client's lock. */
    void addImage(Image image) {
        Image[] current = images;
        Image[] longer = new Image[current.length + 1];
        System.arraycopy(current, 0, longer, 0, current.length);
        longer[current.length] = image;
        images = longer;
    }

    /** Under the client's lock. Takes an image out and closes it; has no effect when it is not there. */
    void removeImage(Image image) {
        Image[] current = images;
        for (int i = 0; i < current.length; i++) {
            if (current[i] == image) {
                Image[] shorter = new Image[current.length - 1];
                System.arraycopy(current, 0, shorter, 0, i);
                System.arraycopy(current, i + 1, shorter, i, shorter.length - i);
                images = shorter;
                image.close();
                return;
            }
        }
    }

    /** The image that the present driver knows by this id; null when there is none. */
    @Nullable Image image(long correlationId) {
        for (Image image : images) {
            if (image.correlationId() == correlationId && !image.isDraining()) {
                return image;
            }
        }
        return null;
    }

    /** Under the client's lock. Closes all images and takes them out; returns those that were there. */
    Image[] closeAll() {
        isClosed = true;
        isAttached = false;
        Image[] last = images;
        images = NO_IMAGES;
        for (Image image : last) {
            image.close();
        }
        return last;
    }

    private int nextFirstIndex(int imageCount) {
        int first = firstImageIndex < imageCount ? firstImageIndex : 0;
        firstImageIndex = first + 1;
        return first;
    }
}
