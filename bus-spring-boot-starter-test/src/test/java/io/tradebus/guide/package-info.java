/**
 * The code that the user guide shows, and the tests that hold the guide to it. A page names the source and the region
 * before each of its snippets ({@code <!-- snippet: listeners/OrderDesk#desk -->}); the region stands here between
 * {@code // tag::desk[]} and {@code // end::desk[]}, is compiled, and where that says something, run. With
 * {@code -Ddocs.update=true} the regions are written into the pages. Start reading at {@link
 * io.tradebus.guide.GuideDocumentTest}.
 */
@NullMarked
package io.tradebus.guide;

import org.jspecify.annotations.NullMarked;
