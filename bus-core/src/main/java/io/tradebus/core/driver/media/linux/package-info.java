/**
 * Datagrams by Linux system calls that take and give many at once: one call sends up to 64 straight from the log, one call
 * receives as many. What cannot be opened this way is opened by {@code java.nio}. See docs/native-datagrams.md.
 *
 * <p>Memory that is shared with the kernel is laid out by hand, so that everything but the calls themselves is plain Java 17
 * and can be tried against a kernel that is made up. The calls are in {@code ForeignKernel}, which is there on Java 22 and
 * later. Start reading at {@link io.tradebus.core.driver.media.linux.LinuxDatagramPorts}.
 */
@NullMarked
package io.tradebus.core.driver.media.linux;

import org.jspecify.annotations.NullMarked;
