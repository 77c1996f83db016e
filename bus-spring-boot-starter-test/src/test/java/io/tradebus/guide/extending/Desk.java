package io.tradebus.guide.extending;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of the page. */
@SpringBootApplication
class Desk {}
