package io.tradebus.spring.autoconfigure.preflight;

/**
 * Something about the machine that the bus will suffer from.
 *
 * @param problem what is wrong, with the numbers
 * @param fix what to do about it, with the property or the setting of the system
 */
public record Finding(String problem, String fix) {
    /** Both in one sentence. */
    public String text() {
        return problem + "; " + fix;
    }
}
