/** The application of the page "Getting started". */
@NullMarked
package io.tradebus.guide.start;

import org.jspecify.annotations.NullMarked;
