package io.tradebus.spring.autoconfigure;

import java.net.NetworkInterface;
import java.net.SocketException;

/** Names of network interfaces as properties have them: by address, or by name with or without braces. */
final class Interfaces {
    private Interfaces() {}

    /** As a channel writes it: a name of this host in braces, all else as it is. */
    static String inChannel(String networkInterface) {
        return isName(networkInterface) ? "{" + networkInterface + "}" : networkInterface;
    }

    private static boolean isName(String text) {
        try {
            return NetworkInterface.getByName(text) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
