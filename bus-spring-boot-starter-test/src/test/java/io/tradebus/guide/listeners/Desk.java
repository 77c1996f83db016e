package io.tradebus.guide.listeners;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of the page. */
@SpringBootApplication
class Desk {}
