/**
 * What an application writes on its methods and parameters: {@link io.tradebus.spring.annotation.BusListener} and
 * {@link io.tradebus.spring.annotation.BusPublication}, and the post-processor that finds them while beans are made.
 *
 * <p>Runs on the thread that starts the context. Start reading at
 * {@link io.tradebus.spring.annotation.BusListener}.
 */
@NullMarked
package io.tradebus.spring.annotation;

import org.jspecify.annotations.NullMarked;
