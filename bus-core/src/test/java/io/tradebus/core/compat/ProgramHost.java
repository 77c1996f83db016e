package io.tradebus.core.compat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a program again and again in one process. The argument is its class. A line of the standard input starts it, with
 * what is between tabs for arguments; an empty line closes its standard input, and once it has ended {@link #ENDED} is
 * printed. Ends with its own input, and with status 1 when the program fails.
 */
public final class ProgramHost {
    static final String SEPARATOR = "\t";
    static final String ENDED = "PROGRAM ENDED";

    private ProgramHost() {}

    public static void main(String[] arguments) throws Exception {
        Method program = Class.forName(arguments[0]).getMethod("main", String[].class);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            String[] words = request.split(SEPARATOR, -1);
            Input input = new Input();
            System.setIn(input);
            Thread thread = new Thread(() -> run(program, words), "program");
            thread.start();
            requests.readLine();
            input.end.countDown();
            thread.join();
            System.out.println(ENDED);
            System.out.flush();
        }
    }

    private static void run(Method program, String[] arguments) {
        try {
            program.invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            System.exit(1);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Nothing, and the end of it when it is time. */
    private static final class Input extends InputStream {
        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return -1;
        }
    }
}
