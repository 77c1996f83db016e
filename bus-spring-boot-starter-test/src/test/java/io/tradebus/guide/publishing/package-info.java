/** What the pages "Publishing" and "Back-pressure" show, and a test that runs it. */
@NullMarked
package io.tradebus.guide.publishing;

import org.jspecify.annotations.NullMarked;
