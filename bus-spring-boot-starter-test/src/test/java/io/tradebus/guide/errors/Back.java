package io.tradebus.guide.errors;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of the page. */
@SpringBootApplication
class Back {}
