/** What the page "Streams over UDP" says about channels, over a simulated network. */
@NullMarked
package io.tradebus.guide.udp;

import org.jspecify.annotations.NullMarked;
