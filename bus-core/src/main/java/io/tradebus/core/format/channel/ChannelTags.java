package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;

/**
 * The two numbers of the parameter {@code tags}: one names a channel, the other a publication.
 *
 * @param channelTag number of the channel, or {@link #NONE}
 * @param entityTag number of the publication that is added, or {@link #NONE}
 */
public record ChannelTags(long channelTag, long entityTag) {
    /** In place of a tag that is not given. */
    public static final long NONE = -1;

    private static final ChannelTags NO_TAGS = new ChannelTags(NONE, NONE);

    /**
     * Reads both tags of a channel.
     *
     * @throws ChannelException if one of them is not a number
     */
    public static ChannelTags of(ChannelUri uri) {
        String text = uri.get(ChannelParam.TAGS);
        if (text == null) {
            return NO_TAGS;
        }
        int comma = text.indexOf(',');
        if (comma < 0) {
            return new ChannelTags(number(text), NONE);
        }
        long channelTag = comma == 0 ? NONE : number(text.substring(0, comma));
        return new ChannelTags(channelTag, number(text.substring(comma + 1)));
    }

    /**
     * Reads the entity tag alone, since IPC does not look at the other one.
     *
     * @throws ChannelException if it is not a number, or is -1 though it is given
     */
    static long entityTag(ChannelUri uri) {
        String text = uri.get(ChannelParam.TAGS, "");
        int comma = text.indexOf(',');
        if (comma < 0) {
            return NONE;
        }
        long entityTag = number(text.substring(comma + 1));
        if (entityTag == NONE) {
            throw ChannelException.invalid(NONE + " tag is reserved: tags=" + text);
        }
        return entityTag;
    }

    public boolean hasChannelTag() {
        return channelTag != NONE;
    }

    public boolean hasEntityTag() {
        return entityTag != NONE;
    }

    private static long number(String text) {
        return ChannelValues.parseLong(ChannelParam.TAGS, text, ErrorCode.INVALID_CHANNEL);
    }
}
