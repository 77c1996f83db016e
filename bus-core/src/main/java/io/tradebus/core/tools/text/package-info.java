/**
 * How tools write: numbers with their units, tables, JSON. Pure; any thread. Light on purpose, for a tool is started, prints
 * and ends: neither regular expressions nor format strings.
 */
@NullMarked
package io.tradebus.core.tools.text;

import org.jspecify.annotations.NullMarked;
