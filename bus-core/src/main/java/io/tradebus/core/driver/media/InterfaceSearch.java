package io.tradebus.core.driver.media;

import java.util.List;

/** Finds the network interfaces of the machine. May take long, so it is asked on a background thread. */
@FunctionalInterface
public interface InterfaceSearch {
    /** All interfaces in the system's order, those that are down too. */
    List<InterfaceInfo> all();
}
