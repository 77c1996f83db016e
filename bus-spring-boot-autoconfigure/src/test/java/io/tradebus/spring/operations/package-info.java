/** Tests of what operators load into their own tools: the dashboard and the alerts of docs/operations. */
@NullMarked
package io.tradebus.spring.operations;

import org.jspecify.annotations.NullMarked;
