package io.tradebus.guide.testing;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application that the tests of the user guide are about. */
@SpringBootApplication
class RiskService {}
