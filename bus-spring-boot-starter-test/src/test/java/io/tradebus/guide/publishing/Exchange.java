package io.tradebus.guide.publishing;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of the page. */
@SpringBootApplication
class Exchange {}
