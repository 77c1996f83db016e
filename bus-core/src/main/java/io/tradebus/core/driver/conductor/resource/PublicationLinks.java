package io.tradebus.core.driver.conductor.resource;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Who holds which publication, of whatever medium. */
public final class PublicationLinks {
    private final Long2ObjectHashMap<PublicationLink> links = new Long2ObjectHashMap<>();
    private final List<PublicationLink> ending = new ArrayList<>();

    /** Gives a client a hold on a publication. */
    public void add(long registrationId, long clientId, HeldPublication publication) {
        links.put(registrationId, new PublicationLink(registrationId, clientId, publication));
        publication.addReference();
    }

    /** The hold that a request with that correlation id gave. */
    public @Nullable PublicationLink find(long registrationId) {
        return links.get(registrationId);
    }

    /** Ends a client's hold. The last one ends the stream. */
    public void remove(PublicationLink link) {
        links.remove(link.registrationId());
        if (link.publication().removeReference() == 0) {
            link.publication().onLastReferenceRemoved();
        }
    }

    /** Ends the holds of a client that has ended. */
    public void releaseClient(long clientId) {
        for (PublicationLink link : links.values()) {
            if (link.clientId() == clientId) {
                ending.add(link);
            }
        }
        try {
            ending.forEach(this::remove);
        } finally {
            ending.clear();
        }
    }

    /** Forgets all, when the driver closes. */
    public void clear() {
        links.clear();
    }
}
