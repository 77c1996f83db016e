/** Orders over HTTP, and the page that shows what happens. Start at
 * {@link io.tradebus.example.gateway.web.OrderController}. */
@NullMarked
package io.tradebus.example.gateway.web;

import org.jspecify.annotations.NullMarked;
