/** What the page "Listeners" shows, and a test that runs it. */
@NullMarked
package io.tradebus.guide.listeners;

import org.jspecify.annotations.NullMarked;
