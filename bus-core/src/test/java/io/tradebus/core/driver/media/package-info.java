/** Tests of datagrams, ports and channels. */
@NullMarked
package io.tradebus.core.driver.media;

import org.jspecify.annotations.NullMarked;
