package io.tradebus.guide.udp;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of the page. */
@SpringBootApplication
class Hosts {}
