package io.tradebus.guide.minute;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of the example. */
@SpringBootApplication
class Minute {}
