/** What the page "Requests and replies" shows, and a test that runs it. */
@NullMarked
package io.tradebus.guide.requests;

import org.jspecify.annotations.NullMarked;
