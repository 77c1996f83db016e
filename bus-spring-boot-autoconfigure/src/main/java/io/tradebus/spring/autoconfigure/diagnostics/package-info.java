/**
 * Explains why a start failed: a description that names the setting, an action that names the fix. Called once, by the
 * thread that starts the application. The analyzers are listed in {@code META-INF/spring.factories}.
 */
@NullMarked
package io.tradebus.spring.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
