/**
 * Maps, creates and deletes what is shared through the file system: the control file, the log files, the directory.
 *
 * <p>The only package that maps files. The driver's conductor and the client's conductor call it; the buffers it hands
 * out are used by any thread until they are closed. Start at {@link io.tradebus.core.files.LogFile} for logs.
 */
@NullMarked
package io.tradebus.core.files;

import org.jspecify.annotations.NullMarked;
