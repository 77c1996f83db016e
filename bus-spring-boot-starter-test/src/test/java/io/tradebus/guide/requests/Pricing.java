package io.tradebus.guide.requests;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of the page, which asks itself. */
@SpringBootApplication
class Pricing {}
