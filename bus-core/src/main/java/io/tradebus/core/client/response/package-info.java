/**
 * Requests and their responses, for applications that outlive the other side: {@link
 * io.tradebus.core.client.response.RequestChannel} asks, {@link io.tradebus.core.client.response.ResponsePublications}
 * answers. Both are made of publications and subscriptions as any application makes them, and work with every driver of the
 * protocol.
 *
 * <p>Each object belongs to one thread of the application, which gives it its turns.
 */
@NullMarked
package io.tradebus.core.client.response;

import org.jspecify.annotations.NullMarked;
